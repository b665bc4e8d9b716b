import XML

/// Reads answers of which a few texts matter: those of writes, of STS, and all errors.
struct PlainAnswer: AnswerHandler {
    enum Name: String {
        case errorResponse = "ErrorResponse"
        case code = "Code"
        case message = "Message"
        case requestID = "RequestId"

        case addUserToGroup = "AddUserToGroupResponse"
        case removeUserFromGroup = "RemoveUserFromGroupResponse"
        case tagUser = "TagUserResponse"
        case untagUser = "UntagUserResponse"
        case assumeRole = "AssumeRoleResponse"
        case assumeRoleWithWebIdentity = "AssumeRoleWithWebIdentityResponse"
        case getCallerIdentity = "GetCallerIdentityResponse"

        case account = "Account"
        case arn = "Arn"
        case accessKeyID = "AccessKeyId"
        case secretAccessKey = "SecretAccessKey"
        case sessionToken = "SessionToken"
        case expiration = "Expiration"
    }

    private(set) var headings = AnswerHeadings()
    private var texts: [Name: String] = [:]
    private let root: String
    private let required: [Name]

    /// - Parameters:
    ///   - action: what is answered; anything but that and an error is refused.
    ///   - required: texts that have to be there.
    init(to action: String, requiring required: [Name] = []) {
        root = action + "Response"
        self.required = required
    }

    /// The text of an element; never of an error's.
    subscript(name: Name) -> String { texts[name, default: ""] }

    func start(_ path: XMLPath<Name>) throws(XMLFailure) {
        guard path.depth == 1, path.name != .errorResponse, path.name?.rawValue != root else { return }
        throw XMLFailure(kind: .unexpected("this is not the answer to what was asked"))
    }

    mutating func end(_ path: XMLPath<Name>, text: XMLText) throws(XMLFailure) {
        switch path.name {
        case .code: headings.code = text.string
        case .message: headings.message = text.string
        case .requestID: headings.requestID = text.string
        case .account, .arn, .accessKeyID, .secretAccessKey, .sessionToken, .expiration: texts[path.name ?? .code] = text.string
        default: break
        }
    }

    func complete() throws(XMLFailure) {
        for name in required where texts[name, default: ""].isEmpty {
            throw XMLFailure(kind: .unexpected("\(name.rawValue) is missing in it"))
        }
    }
}
