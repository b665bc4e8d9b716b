/// Where an answer has another shape than expected: `data.repository.c0.oid`.
struct AnswerPlace: CustomStringConvertible {
    let description: String

    init(_ error: any Error) {
        var path: [any CodingKey] = []
        switch error {
        case DecodingError.keyNotFound(let key, let context): path = context.codingPath + [key]
        case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context),
            DecodingError.dataCorrupted(let context):
            path = context.codingPath
        default: break
        }
        let place = path.map { $0.intValue.map { "[\($0)]" } ?? "." + $0.stringValue }.joined()
        description = place.isEmpty ? "its beginning" : PlainWords(String(place.drop { $0 == "." })).description
    }
}
