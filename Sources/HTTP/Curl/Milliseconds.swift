/// Durations as curl takes them.
extension Duration {
    /// For curl_multi_poll(3): rounded up, so that a wait doesn't end just before what it waits for; at most an hour.
    var pollMilliseconds: Int32 { Int32(milliseconds(atMost: 3_600_000)) }

    /// For options in milliseconds, where zero would mean curl's own default; at most a million seconds.
    var optionMilliseconds: Int { max(1, milliseconds(atMost: 1_000_000_000)) }

    private func milliseconds(atMost limit: Int) -> Int {
        if self <= .zero { return 0 }
        if self >= .milliseconds(limit) { return limit }
        let (seconds, attoseconds) = components
        return Int(seconds) * 1000 + Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }
}
