/// Tells a handler what expat's callbacks have gathered.
final class EventSink<Handler: XMLHandler>: ExpatSink {
    private(set) var handler: Handler
    /// What the names mean to the handler, by their numbers.
    private var names: [Handler.Name?] = []

    init(_ handler: Handler, limits: XMLLimits) {
        self.handler = handler
        super.init(limits: limits)
    }

    override func learn(_ name: String) { names.append(Handler.Name(rawValue: name)) }

    override func started() throws(XMLFailure) { try handler.start(XMLPath(numbers: state.path, names: names)) }

    override func ended() throws(XMLFailure) {
        try handler.end(XMLPath(numbers: state.path, names: names), text: XMLText(bytes: state.collected))
    }
}
