import CLibCurl

/// Everything that is set on an easy handle but the callbacks (curl_easy_setopt(3)).
enum TransferOptions {
    static func apply(
        to easy: EasyHandle, _ headers: HeaderList, _ request: Request, _ target: Target, _ configuration: HTTPConfiguration
    ) throws(CurlFailure) {
        try general(easy, request, target, configuration)
        try security(easy, configuration)
        try proxy(easy, configuration.proxy)
        try method(easy, request)
        try fields(headers, request)
        try easy.set(CURLOPT_HTTPHEADER, pointer: headers.pointer)
    }

    private static func general(
        _ easy: EasyHandle, _ request: Request, _ target: Target, _ configuration: HTTPConfiguration
    ) throws(CurlFailure) {
        try easy.set(CURLOPT_URL, target.url)
        // What is signed is what is sent.
        try easy.set(CURLOPT_PATH_AS_IS, true)
        try easy.set(CURLOPT_NOSIGNAL, true)
        try easy.set(CURLOPT_USERAGENT, configuration.userAgent)
        try easy.set(CURLOPT_USERNAME, target.user)
        try easy.set(CURLOPT_PASSWORD, target.password)
        try easy.set(CURLOPT_HTTPAUTH, Int(1))
        try easy.set(CURLOPT_NETRC, false)
        try easy.set(CURLOPT_FOLLOWLOCATION, false)
        try easy.set(CURLOPT_HTTP09_ALLOWED, false)
        // A transfer's limits are TransferClock's; this one curl also divides among a host's addresses.
        try easy.set(CURLOPT_CONNECTTIMEOUT_MS, (request.timeouts ?? configuration.timeouts).connect.optionMilliseconds)
        try easy.set(CURLOPT_BUFFERSIZE, 64 * 1024)
        try Curl.easy("curl_easy_setopt", shim_easy_leave_resolver_behind(easy.pointer))
    }

    private static func security(_ easy: EasyHandle, _ configuration: HTTPConfiguration) throws(CurlFailure) {
        try Curl.easy("curl_easy_setopt", shim_easy_allow_http_only(easy.pointer))
        try easy.set(CURLOPT_SSL_VERIFYPEER, true)
        try easy.set(CURLOPT_SSL_VERIFYHOST, 2)
        try easy.set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        if let authorities = configuration.certificateAuthorities {
            try easy.set(CURLOPT_CAINFO, authorities)
            try easy.set(CURLOPT_CAPATH, nil)
        } else if SystemAuthorities.hasBundle {
            try easy.set(CURLOPT_CAPATH, nil)
        }
    }

    private static func proxy(_ easy: EasyHandle, _ proxy: HTTPConfiguration.Proxy) throws(CurlFailure) {
        // Our headers are for the server, CONNECT's answer is not a response.
        try easy.set(CURLOPT_HEADEROPT, Int(CURLHEADER_SEPARATE))
        try easy.set(CURLOPT_SUPPRESS_CONNECT_HEADERS, true)
        switch proxy {
        case .environment: break
        case .none: try easy.set(CURLOPT_PROXY, "")
        case .url(let url):
            try easy.set(CURLOPT_PROXY, url)
            try easy.set(CURLOPT_NOPROXY, "")
        }
    }

    private static func method(_ easy: EasyHandle, _ request: Request) throws(CurlFailure) {
        if request.method == .head {
            try easy.set(CURLOPT_NOBODY, true)
        } else if request.method == .get && request.body.isEmpty {
            try easy.set(CURLOPT_HTTPGET, true)
        } else if request.body.isEmpty && ![.post, .put, .patch].contains(request.method) {
            try easy.set(CURLOPT_HTTPGET, true)
            try easy.set(CURLOPT_CUSTOMREQUEST, request.method.name)
        } else {
            try easy.set(CURLOPT_POST, true)
            try easy.set(CURLOPT_POSTFIELDSIZE_LARGE, offset: request.body.count)
            try easy.set(CURLOPT_CUSTOMREQUEST, request.method.name)
        }
        if !request.isIdempotent {
            // curl re-sends what it sent on a reused connection that died. On HTTP/2 another request could join this
            // connection and so make it a reused one.
            try easy.set(CURLOPT_FRESH_CONNECT, true)
            try easy.set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        } else {
            try easy.set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
        }
    }

    private static func fields(_ list: HeaderList, _ request: Request) throws(CurlFailure) {
        // What curl adds by itself. No waiting for a 100: a server that refuses answers early all the same.
        for name in ["Accept", "Content-Type", "Expect"] where request.headers[name] == nil {
            try list.append("\(name):")
        }
        for header in request.headers {
            // "Name:" would remove it, "Name;" sends it empty.
            try list.append(header.value.allSatisfy { $0 == " " || $0 == "\t" } ? "\(header.name);" : "\(header.name): \(header.value)")
        }
    }
}
