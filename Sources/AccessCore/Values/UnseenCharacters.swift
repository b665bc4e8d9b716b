extension Unicode.Scalar {
    /// Whether it shows nothing, or makes others stand elsewhere than they are (Unicode Technical Report 36, "Bidirectional text
    /// spoofing"; CVE-2021-42574; Unicode's property Default_Ignorable_Code_Point). The joiners U+200C and U+200D and the selectors
    /// U+FE00 to U+FE0F stay: some scripts and emoji need them.
    package var isUnseen: Bool {
        switch value {
        case 0x20...0x7E: false
        case 0...0x1F, 0x7F...0x9F: true
        case 0x200C, 0x200D: false
        case 0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B...0x180F, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0x3164:
            true
        case 0xFEFF, 0xFFA0, 0xFFF0...0xFFFB, 0xFFFE, 0xFFFF, 0x1D173...0x1D17A, 0xE0000...0xE0FFF: true
        default: false
        }
    }
}
