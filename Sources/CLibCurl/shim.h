#pragma once

#include <curl/curl.h>

// curl's setters and getters are variadic, which Swift can't call: one typed function for each kind of argument.
// What a libcurl older than Debian 12's lacks (7.81 on Ubuntu 22.04) is settled here too.

static inline CURLcode shim_easy_set_long(CURL *handle, CURLoption option, long value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode shim_easy_set_offset(CURL *handle, CURLoption option, curl_off_t value) {
  return curl_easy_setopt(handle, option, value);
}

/// The string is copied by curl; NULL takes the option back.
static inline CURLcode shim_easy_set_string(CURL *handle, CURLoption option, const char *value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode shim_easy_set_pointer(CURL *handle, CURLoption option, void *value) {
  return curl_easy_setopt(handle, option, value);
}

/// What CURLOPT_WRITEFUNCTION, CURLOPT_HEADERFUNCTION and CURLOPT_READFUNCTION have in common.
typedef size_t (*shim_transfer_function)(char *bytes, size_t size, size_t count, void *context);

static inline CURLcode shim_easy_set_function(CURL *handle, CURLoption option, shim_transfer_function function) {
  return curl_easy_setopt(handle, option, function);
}

static inline CURLcode shim_easy_set_seek(CURL *handle, curl_seek_callback function) {
  return curl_easy_setopt(handle, CURLOPT_SEEKFUNCTION, function);
}

/// Called when the connection stands and before a byte of the request is sent (7.80).
static inline CURLcode shim_easy_set_before_request(CURL *handle, curl_prereq_callback function) {
  return curl_easy_setopt(handle, CURLOPT_PREREQFUNCTION, function);
}

static inline CURLcode shim_easy_set_socket_made(CURL *handle, curl_sockopt_callback function) {
  return curl_easy_setopt(handle, CURLOPT_SOCKOPTFUNCTION, function);
}

/// http and https, and nothing else of what curl speaks.
static inline CURLcode shim_easy_allow_http_only(CURL *handle) {
#if LIBCURL_VERSION_NUM >= 0x075500
  CURLcode code = curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
  return code ? code : curl_easy_setopt(handle, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
#else
  CURLcode code = curl_easy_setopt(handle, CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
  return code ? code : curl_easy_setopt(handle, CURLOPT_REDIR_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
}

/// A transfer given up while its host name is still being looked up doesn't wait for the resolver (7.87).
static inline CURLcode shim_easy_leave_resolver_behind(CURL *handle) {
#if LIBCURL_VERSION_NUM >= 0x075700
  return curl_easy_setopt(handle, CURLOPT_QUICK_EXIT, 1L);
#else
  (void)handle;
  return CURLE_OK;
#endif
}

static inline CURLcode shim_easy_get_long(CURL *handle, CURLINFO info, long *value) {
  return curl_easy_getinfo(handle, info, value);
}

static inline CURLcode shim_easy_get_offset(CURL *handle, CURLINFO info, curl_off_t *value) {
  return curl_easy_getinfo(handle, info, value);
}

static inline CURLMcode shim_multi_set_long(CURLM *handle, CURLMoption option, long value) {
  return curl_multi_setopt(handle, option, value);
}

/// The file of certificate authorities that libcurl was built to use, or NULL.
static inline const char *shim_certificate_bundle(void) {
  const curl_version_info_data *version = curl_version_info(CURLVERSION_NOW);
  return version && version->age >= CURLVERSION_SEVENTH ? version->cainfo : NULL;
}
