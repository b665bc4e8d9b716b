import AccessCore

/// `requests/**/*.review.yaml`.
enum ReviewForm {
    static let document = MappingForm([
        .version,
        .required("verdict", .choice(ReviewVerdict.allCases.map(\.rawValue)), like: "justified", "Whether the emergency was one."),
        .required(
            "comment", .text(most: InputLimits.reason, lines: true), like: "Restarted billing; nothing else was touched",
            "What was looked at; for people."),
    ])
}
