extension Ed25519PublicKey {
    /// Whether the point is one of the few that lie on no large group: for those anybody can make valid signatures. No key that was
    /// made as it should be has one of them; libcrypto takes them.
    ///
    /// The list is that of libsodium's `ge25519_has_small_order`: each y of such a point, in all ways to write it. The last bit is
    /// that of x and doesn't count.
    package var isOfSmallOrder: Bool {
        var y = bytes
        y[Self.byteCount - 1] &= 0x7F
        return Self.smallOrders.contains(y)
    }

    private static let smallOrders: [[UInt8]] = [
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    ].compactMap(Hex.decode)
}
