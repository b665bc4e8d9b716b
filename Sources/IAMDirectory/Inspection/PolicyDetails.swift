import XML

/// Reads a page of `GetAccountAuthorizationDetails` for its policies: who has which, and what they say.
struct PolicyDetails: AnswerHandler {
    enum Name: String {
        case response = "GetAccountAuthorizationDetailsResponse"
        case users = "UserDetailList"
        case groups = "GroupDetailList"
        case roles = "RoleDetailList"
        case policies = "Policies"
        case member
        case userName = "UserName"
        case groupName = "GroupName"
        case roleName = "RoleName"
        case arn = "Arn"
        case groupList = "GroupList"
        case userPolicies = "UserPolicyList"
        case groupPolicies = "GroupPolicyList"
        case rolePolicies = "RolePolicyList"
        case attached = "AttachedManagedPolicies"
        case versions = "PolicyVersionList"
        case policyName = "PolicyName"
        case policyARN = "PolicyArn"
        case policyDocument = "PolicyDocument"
        case document = "Document"
        case isDefault = "IsDefaultVersion"
        case isTruncated = "IsTruncated"
        case marker = "Marker"
        case errorResponse = "ErrorResponse"
        case code = "Code"
        case message = "Message"
        case requestID = "RequestId"
    }

    /// A user, group or role as it stands in the page.
    struct Entry {
        var kind: PolicyHolder.Kind
        var name = ""
        var groups: [String] = []
        /// Inline policies: their names and documents.
        var own: [(name: String, document: String)] = []
        /// ARNs of managed policies.
        var attached: [String] = []
    }

    private(set) var headings = AnswerHeadings()
    private(set) var entries: [Entry] = []
    /// Documents of managed policies, by ARN.
    private(set) var managed: [String: String] = [:]
    var next: String? { isTruncated == true ? marker : nil }

    private var isTruncated: Bool?
    private var marker: String?
    private var entry = Entry(kind: .user)
    private var arn: String?
    private var policy: (name: String?, arn: String?, document: String?, isDefault: Bool) = (nil, nil, nil, false)

    func start(_ path: XMLPath<Name>) throws(XMLFailure) {
        guard path.depth == 1, path.name != .response, path.name != .errorResponse else { return }
        throw XMLFailure(kind: .unexpected("this is not the answer to what was asked"))
    }

    mutating func end(_ path: XMLPath<Name>, text: XMLText) throws(XMLFailure) {
        guard let element = path.name else { return }
        switch (path.depth, element) {
        case (3, .isTruncated): isTruncated = text.string == "true"
        case (3, .marker): marker = text.string
        case (_, .requestID): headings.requestID = text.string
        case (3, .code): headings.code = text.string
        case (3, .message): headings.message = text.string
        case (4, .member): endOfItem(of: path.parent)
        case (5, .userName), (5, .groupName), (5, .roleName): entry.name = text.string
        case (5, .arn): arn = text.string
        case (6, .member): endOfPart(of: path.parent, text)
        case (7, .policyName): policy.name = text.string
        case (7, .policyARN): policy.arn = text.string
        case (7, .policyDocument), (7, .document): policy.document = text.string
        case (7, .isDefault): policy.isDefault = text.string == "true"
        default: break
        }
    }

    private mutating func endOfPart(of list: Name?, _ text: XMLText) {
        switch list {
        case .groupList: entry.groups.append(text.string)
        case .userPolicies, .groupPolicies, .rolePolicies:
            if let document = policy.document { entry.own.append((policy.name ?? "", document)) }
        case .attached: if let arn = policy.arn { entry.attached.append(arn) }
        case .versions: if policy.isDefault { pending = policy.document }
        default: break
        }
        policy = (nil, nil, nil, false)
    }

    /// The document of the managed policy that is being read.
    private var pending: String?

    private mutating func endOfItem(of list: Name?) {
        switch list {
        case .users: entry.kind = .user
        case .groups: entry.kind = .group
        case .roles: entry.kind = .role
        case .policies:
            if let arn, let pending { managed[arn] = pending }
        default: break
        }
        if list == .users || list == .groups || list == .roles { entries.append(entry) }
        (entry, arn, pending) = (Entry(kind: .user), nil, nil)
    }

    func complete() throws(XMLFailure) {
        guard let isTruncated else { throw XMLFailure(kind: .unexpected("IsTruncated is missing in it")) }
        guard !isTruncated || marker?.isEmpty == false else { throw XMLFailure(kind: .unexpected("it is truncated and has no Marker")) }
    }
}
