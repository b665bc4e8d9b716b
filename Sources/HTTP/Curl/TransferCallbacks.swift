import CLibCurl

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// curl's callbacks, each of which finds its transfer in the context pointer and hands on. The pointer is unretained: a
/// transfer owns its easy handle, and curl calls only while that handle is in a multi handle, where the driver holds the
/// transfer.
enum TransferCallbacks {
    static func install(on easy: EasyHandle, for transfer: Transfer) throws(CurlFailure) {
        let context = Unmanaged.passUnretained(transfer).toOpaque()
        try easy.set(CURLOPT_PRIVATE, pointer: context)
        try easy.set(CURLOPT_WRITEDATA, pointer: context)
        try easy.set(CURLOPT_WRITEFUNCTION, function: write)
        try easy.set(CURLOPT_HEADERDATA, pointer: context)
        try easy.set(CURLOPT_HEADERFUNCTION, function: header)
        try easy.set(CURLOPT_READDATA, pointer: context)
        try easy.set(CURLOPT_READFUNCTION, function: read)
        try easy.set(CURLOPT_SEEKDATA, pointer: context)
        try Curl.easy("curl_easy_setopt", shim_easy_set_seek(easy.pointer, seek))
        try easy.set(CURLOPT_PREREQDATA, pointer: context)
        try Curl.easy("curl_easy_setopt", shim_easy_set_before_request(easy.pointer, beforeRequest))
        try Curl.easy("curl_easy_setopt", shim_easy_set_socket_made(easy.pointer, socketMade))
    }

    private static func transfer(_ context: UnsafeMutableRawPointer?) -> Transfer? {
        context.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Anything but the number of bytes given means "stop".
    private static let write: shim_transfer_function = { bytes, size, count, context in
        guard let transfer = transfer(context) else { return 0 }
        switch transfer.receive(body: UnsafeRawBufferPointer(start: bytes, count: size * count)) {
        case .taken: return size * count
        case .later: return Int(CURL_WRITEFUNC_PAUSE)
        case nil: return size * count == 0 ? 1 : 0
        }
    }

    private static let header: shim_transfer_function = { bytes, size, count, context in
        guard let transfer = transfer(context) else { return 0 }
        return transfer.receive(header: UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
    }

    private static let read: shim_transfer_function = { bytes, size, count, context in
        transfer(context)?.send(into: UnsafeMutableRawBufferPointer(start: bytes, count: size * count)) ?? 0
    }

    private static let seek: curl_seek_callback = { context, offset, origin in
        guard origin == 0, let transfer = transfer(context), transfer.rewind(to: Int(offset)) else { return CURL_SEEKFUNC_FAIL }
        return CURL_SEEKFUNC_OK
    }

    /// A program that is started meanwhile, such as ssh, does not inherit the connection.
    private static let socketMade: curl_sockopt_callback = { _, socket, _ in
        _ = fcntl(socket, F_SETFD, FD_CLOEXEC)
        return CURL_SOCKOPT_OK
    }

    private static let beforeRequest: curl_prereq_callback = { context, _, _, _, _ in
        transfer(context)?.connectionStands()
        return CURL_PREREQFUNC_OK
    }
}
