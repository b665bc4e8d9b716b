import AccessCore

@testable import AccessRequests

private let revoke = "Remove it and have it revoked: git keeps what was ever committed."

/// Secrets put together here, so that no scanner takes this file for one.
enum SampleSecret {
    static let accessKey = "AKIA" + "IOSFODNN7EXAMPLE"
    static let temporaryKey = "ASIA" + "IOSFODNN7EXAMPLE"
    static let secretKey = "wJalrXUtnFEMI/K7MDENG/" + "bPxRfiCYEXAMPLEKEY"
    static let github = "ghp" + "_16C7e42F292c6912E7710c838347Ae178B4a"
    static let githubFine = "github" + "_pat_11ABCDEFG0abcdefghijkl_mnopqrstuvwxyz"
    static let gitlab = "glpat" + "-20charsOfLettersXYZ1"
    static let slack = "xoxb" + "-1234567890-abcdefghij"
    static let pem = "-----BEGIN OPENSSH" + " PRIVATE KEY-----"
}

extension MistakeCase {
    static let secrets: [MistakeCase] = [
        MistakeCase.request("DP1208", "this looks like an AWS access key", revoke, "title: key «\(SampleSecret.accessKey)» of CI"),
        .request("DP1208", "this looks like an AWS access key", revoke, "# «\(SampleSecret.temporaryKey)»\ntitle: a"),
        .request("DP1208", "this looks like an AWS secret key", revoke, "title: aws_secret_access_key=«\(SampleSecret.secretKey)»"),
        .request("DP1208", "this looks like an AWS secret key", revoke, "title: \"SecretAccessKey: «\(SampleSecret.secretKey)»\""),
        .request("DP1208", "this looks like a GitHub token", revoke, "title: «\(SampleSecret.github)»"),
        .request("DP1208", "this looks like a GitHub token", revoke, "title: «\(SampleSecret.githubFine)»"),
        .request("DP1208", "this looks like a GitLab token", revoke, "plan: |\n  log in with «\(SampleSecret.gitlab)»"),
        .request("DP1208", "this looks like a Slack token", revoke, "title: «\(SampleSecret.slack)»"),
        .request("DP1208", "this looks like a private key", revoke, "plan: |\n  «\(SampleSecret.pem)»\n  b3BlbnNzaC1rZXktdjEAAAAA"),
        .request(
            "DP1208", "this looks like a secret", revoke,
            "title: «\"\\x41KIA\(SampleSecret.accessKey.dropFirst(4))\"»"),
        .policy(
            "DP1308", "this looks like an AWS access key", revoke, "access/prod.yaml", "description: «\(SampleSecret.accessKey)»"),
        .policy("DP1408", "this looks like an AWS access key", revoke, "people.yaml", "# «\(SampleSecret.accessKey)»\nversion: 1"),
        .policy("DP1508", "this looks like a GitHub token", revoke, "settings.yaml", "# «\(SampleSecret.github)»\nversion: 1"),
    ].map { $0.excerptLeftOut() }
}
