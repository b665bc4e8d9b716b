import Reconciliation

/// Where IAM and STS of an account are, and for which region their requests are signed.
struct Endpoints: Hashable, Sendable {
    let iam: Endpoint
    let iamRegion: String
    let sts: Endpoint
    let stsRegion: String

    /// - Parameters:
    ///   - endpoint: the account's own, for both services.
    ///   - role: names the partition, if there is one; else the region does.
    ///   - region: of the caller's configuration.
    init(
        endpoint: String?, role: RoleARN?, region: String?, environment: [String: String]
    ) throws(DirectoryFailure) {
        let region = region ?? role?.partition.region ?? Partition.commercial.region
        guard region.utf8.allSatisfy({ $0 == 0x2D || (48...57).contains($0) || (97...122).contains($0) }) else {
            throw DirectoryFailure(.invalid, "'\(region)' is not a region")
        }
        let partition = role?.partition ?? Partition.of(region: region)
        // A region of another partition can't be where the role's account is.
        stsRegion = Partition.of(region: region) == partition ? region : partition.region
        iamRegion = partition.region
        func chosen(_ service: String) throws(DirectoryFailure) -> Endpoint? {
            if let endpoint { return try Endpoint(endpoint, source: "the account's endpoint") }
            for name in ["AWS_ENDPOINT_URL_\(service)", "AWS_ENDPOINT_URL"] {
                if let url = environment[name], !url.isEmpty { return try Endpoint(url, source: name) }
            }
            return nil
        }
        iam = try chosen("IAM") ?? Endpoint(host: partition.iamHost)
        sts = try chosen("STS") ?? Endpoint(host: "sts.\(stsRegion).\(partition.suffix)")
    }
}
