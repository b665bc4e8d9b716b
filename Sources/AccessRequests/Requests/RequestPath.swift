package import AccessCore

/// What a path below `requests/` is.
package enum RequestPath: Hashable, Sendable {
    case request(RequestID)
    /// `x.review.yaml`, of an emergency's request.
    case review(of: RequestID)
    /// An approval, a README or a `.gitkeep`: not for the decoder.
    case companion
    /// Not below `requests/`.
    case elsewhere
    /// A YAML file by another ending, `.yml`.
    case wrongEnding(String)
    /// Ends in `.yaml`, but can't be an id.
    case badID
    case unknown

    package static let folder = "requests/"
    private static let reviewEnding = ".review.yaml"

    package init(_ path: String) {
        guard path.utf8.starts(with: Self.folder.utf8) else {
            self = .elsewhere
            return
        }
        let name = path.utf8.dropFirst(Self.folder.utf8.count)
        let file = name.lastIndex(of: UInt8(ascii: "/")).map { name[name.index(after: $0)...] } ?? name
        let text = String(decoding: file, as: UTF8.self)
        if text.hasSuffix(".sig") || text.hasSuffix(".approval") || text == "README.md" || text == ".gitkeep" {
            self = .companion
        } else if text.hasSuffix(Self.reviewEnding) {
            let id = name.dropLast(Self.reviewEnding.utf8.count)
            self = Self.isID(id) ? .review(of: RequestID(String(decoding: id, as: UTF8.self))) : .badID
        } else if text.hasSuffix(".yaml") {
            let id = name.dropLast(".yaml".utf8.count)
            self = Self.isID(id) ? .request(RequestID(String(decoding: id, as: UTF8.self))) : .badID
        } else if [".yml", ".json"].contains(where: { text.lowercased().hasSuffix($0) }) || text.lowercased().hasSuffix(".yaml") {
            let dot = text.lastIndex(of: ".") ?? text.startIndex
            self = .wrongEnding(String(text[dot...]))
        } else {
            self = .unknown
        }
    }

    /// Parts of letters, digits, `.`, `_` and `-` between slashes, each beginning with a letter or a digit: none is
    /// hidden, leads elsewhere or looks like an option.
    private static func isID(_ text: Substring.UTF8View) -> Bool {
        guard text.count <= InputLimits.requestID else { return false }
        return text.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).allSatisfy { part in
            guard let first = part.first, isLetterOrDigit(first) else { return false }
            return part.allSatisfy {
                isLetterOrDigit($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-")
            }
        }
    }

    /// What is to be said of it; nil if nothing is wrong.
    package func diagnostic(path: String) -> Diagnostic? {
        switch self {
        case .request, .review, .companion: nil
        case .elsewhere: FileMistake.notARequest.diagnostic(of: path)
        case .wrongEnding(let ending): FileMistake.ending(ending).diagnostic(of: path)
        case .badID: FileMistake.badRequestID.diagnostic(of: path)
        case .unknown: FileMistake.notRead.diagnostic(of: path)
        }
    }
}
