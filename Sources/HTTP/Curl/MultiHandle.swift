import CLibCurl

/// Owns a multi handle: a pool of connections and the transfers under way on them. Used by one thread.
final class MultiHandle {
    let pointer: UnsafeMutableRawPointer

    /// - Parameter pooled: connections kept open for reuse, at most.
    init(pooled: Int) throws(CurlFailure) {
        try Curl.start()
        pointer = try Curl.made("curl_multi_init", curl_multi_init())
        try Curl.multi("curl_multi_setopt", shim_multi_set_long(pointer, CURLMOPT_MAXCONNECTS, pooled))
    }

    deinit {
        // Closes connections, which writes to them where there is TLS.
        _ = BrokenPipeGuard.run { curl_multi_cleanup(pointer) }
    }

    func add(_ easy: EasyHandle) throws(CurlFailure) {
        try Curl.multi("curl_multi_add_handle", curl_multi_add_handle(pointer, easy.pointer))
    }

    /// Ends the transfer wherever it is; its connection is closed if the transfer was not at its end.
    func remove(_ easy: EasyHandle) {
        // Fails only for handles that are no handles.
        curl_multi_remove_handle(pointer, easy.pointer)
    }

    func perform() throws(CurlFailure) {
        var running: Int32 = 0
        try Curl.multi("curl_multi_perform", curl_multi_perform(pointer, &running))
    }

    /// Sleeps until a socket moves, curl has to look at the time, somebody calls curl_multi_wakeup(3), or `limit` is over.
    func wait(atMost limit: Duration) throws(CurlFailure) {
        try Curl.multi("curl_multi_poll", curl_multi_poll(pointer, nil, 0, limit.pollMilliseconds, nil))
    }

    /// The transfers that have ended since the last call, with their codes.
    func ended() -> [(easy: UnsafeMutableRawPointer, code: CURLcode)] {
        var all: [(UnsafeMutableRawPointer, CURLcode)] = []
        var left: Int32 = 0
        while let message = curl_multi_info_read(pointer, &left) {
            if message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle {
                all.append((easy, message.pointee.data.result))
            }
        }
        return all
    }
}
