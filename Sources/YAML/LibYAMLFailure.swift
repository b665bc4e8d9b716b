/// A failed call into libyaml: the function, and what the parser said.
struct LibYAMLFailure: Error {
    let function: String
    /// libyaml's words, `did not find expected key`.
    let problem: String
    let place: Mark
    /// What libyaml was in the middle of, `while parsing a block mapping`, and where that began.
    let context: String?
    let contextPlace: Mark?
}
