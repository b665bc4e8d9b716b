import AccessCore
import XML

/// Reads a page of `GetAccountAuthorizationDetails` (IAM API reference) as it arrives: users and groups. Policies and
/// all else are passed over.
struct AuthorizationDetails: AnswerHandler {
    enum Name: String {
        case response = "GetAccountAuthorizationDetailsResponse"
        case userDetailList = "UserDetailList"
        case groupDetailList = "GroupDetailList"
        case member
        case userName = "UserName"
        case userID = "UserId"
        case arn = "Arn"
        case groupList = "GroupList"
        case groupName = "GroupName"
        case tags = "Tags"
        case key = "Key"
        case value = "Value"
        case isTruncated = "IsTruncated"
        case marker = "Marker"
        case errorResponse = "ErrorResponse"
        case code = "Code"
        case message = "Message"
        case requestID = "RequestId"
    }

    private(set) var headings = AnswerHeadings()
    private(set) var users: [ActualUser] = []
    private(set) var groups: [GroupName] = []
    /// Number of the account that users and groups belong to; nil if there are none.
    private(set) var account: String?
    /// Where the next page begins; nil if this is the last.
    var next: String? { isTruncated == true ? marker : nil }

    private var isTruncated: Bool?
    private var marker: String?
    private var name: String?
    private var id: String?
    private var memberships: Set<GroupName> = []
    private var tags: [String: String] = [:]
    private var key: String?
    private var value: String?

    func start(_ path: XMLPath<Name>) throws(XMLFailure) {
        guard path.depth == 1, path.name != .response, path.name != .errorResponse else { return }
        throw XMLFailure(kind: .unexpected("this is not the answer to what was asked"))
    }

    mutating func end(_ path: XMLPath<Name>, text: XMLText) throws(XMLFailure) {
        guard let element = path.name else { return }
        switch (path.depth, element) {
        case (4..., _): try endWithin(path.name(above: path.depth - 3), element, path, text)
        case (3, .isTruncated): try endOfTruncation(text)
        case (3, .marker): marker = text.string
        case (_, .requestID): headings.requestID = text.string
        case (3, .code): headings.code = text.string
        case (3, .message): headings.message = text.string
        default: break
        }
    }

    func complete() throws(XMLFailure) {
        guard let isTruncated else { throw unexpected("IsTruncated is missing in it") }
        guard !isTruncated || marker?.isEmpty == false else { throw unexpected("it is truncated and has no Marker") }
    }

    /// Something within a list has ended: a leaf of an item, or the item itself.
    private mutating func endWithin(
        _ list: Name?, _ element: Name, _ path: XMLPath<Name>, _ text: XMLText
    ) throws(XMLFailure) {
        switch (list, path.depth, element) {
        case (.userDetailList, 4, .member): try endOfUser()
        case (.userDetailList, 5, .userName), (.groupDetailList, 5, .groupName): name = text.string
        case (.userDetailList, 5, .userID): id = text.string
        case (.userDetailList, 5, .arn), (.groupDetailList, 5, .arn): try endOfARN(text)
        case (.userDetailList, 6, .member) where path.parent == .groupList: memberships.insert(GroupName(text.string))
        case (.userDetailList, 6, .member) where path.parent == .tags: try endOfTag()
        case (.userDetailList, 7, .key) where path.name(above: 2) == .tags: key = text.string
        case (.userDetailList, 7, .value) where path.name(above: 2) == .tags: value = text.string
        case (.groupDetailList, 4, .member):
            guard let name, !name.isEmpty else { throw unexpected("a group has no GroupName") }
            groups.append(GroupName(name))
            self.name = nil
        default: break
        }
    }

    private mutating func endOfUser() throws(XMLFailure) {
        guard let name, !name.isEmpty else { throw unexpected("a user has no UserName") }
        guard let id, !id.isEmpty else { throw unexpected("the user \(name) has no UserId") }
        users.append(ActualUser(name: UserName(name), id: UserID(id), groups: memberships, tags: tags))
        (self.name, self.id, memberships, tags) = (nil, nil, [], [:])
    }

    private mutating func endOfTag() throws(XMLFailure) {
        guard let key, !key.isEmpty else { throw unexpected("a tag has no Key") }
        // Cutting a value short would be read as another end of a lease.
        guard let value else { throw unexpected("the tag \(key) has no Value") }
        tags[key] = value
        (self.key, self.value) = (nil, nil)
    }

    /// `arn:partition:iam::number:…`
    private mutating func endOfARN(_ text: XMLText) throws(XMLFailure) {
        let parts = text.bytes.split(separator: UInt8(ascii: ":"), maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count == 6 else { throw unexpected("an Arn is not one") }
        if let account {
            guard parts[4].elementsEqual(account.utf8) else { throw unexpected("it mixes two accounts") }
        } else {
            account = String(decoding: parts[4], as: UTF8.self)
        }
    }

    private mutating func endOfTruncation(_ text: XMLText) throws(XMLFailure) {
        switch text.string {
        case "true": isTruncated = true
        case "false": isTruncated = false
        default: throw unexpected("IsTruncated is neither true nor false")
        }
    }

    private func unexpected(_ reason: String) -> XMLFailure { XMLFailure(kind: .unexpected(reason)) }
}
