import AccessCore

/// Minutes after midnight of 2026-11-22, UTC.
func at(_ minutes: Int64) -> Timestamp { Timestamp(seconds: 1_795_305_600 + minutes * 60) }

let jump = AccountName("jump")
let prod = AccountName("prod")
let member = UserName("member01")
let leader = UserName("leader01")
let stranger = UserName("stranger")
let group = GroupName("ProdMemberWorkGroup")
let work = EntitlementName("prod-member-work")

func request(_ id: String, _ user: UserName = member, in account: AccountName = jump, from start: Timestamp? = nil, until end: Timestamp)
    -> AccessRequest
{
    let file = Place("requests/\(id).yaml")
    return AccessRequest(
        id: RequestID(id), user: user, access: [EntitlementReference(name: work, account: account, place: file)], start: start,
        end: .at(end), reason: "because", places: RequestPlaces(file: file, user: file, end: file)
    )
}
