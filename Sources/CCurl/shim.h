// libcurl, from the system (Debian: libcurl4-openssl-dev).
//
// curl_easy_setopt and curl_easy_getinfo take any number of arguments, which Swift cannot call: each use
// has a function of its own.
#include <curl/curl.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static inline CURLcode porchlight_curl_text(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode porchlight_curl_number(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode porchlight_curl_list(CURL *handle, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode porchlight_curl_body(CURL *handle, const void *bytes, long count) {
    CURLcode result = curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE, count);
    return result != CURLE_OK ? result : curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, bytes);
}

static inline CURLcode porchlight_curl_status(CURL *handle, long *status) {
    return curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, status);
}

// How much of a response has come, of which nothing is kept; too much ends the transfer.
struct porchlight_curl_response {
    size_t count;
    int overflowed;
};

static size_t porchlight_curl_take(char *data, size_t size, size_t count, void *context) {
    struct porchlight_curl_response *response = context;
    size_t length = size * count;
    (void)data;
    response->count += length;
    response->overflowed = response->count > 65536;
    return response->overflowed ? 0 : length;
}

static inline CURLcode porchlight_curl_response_into(CURL *handle, struct porchlight_curl_response *response) {
    CURLcode result = curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, porchlight_curl_take);
    return result != CURLE_OK ? result : curl_easy_setopt(handle, CURLOPT_WRITEDATA, response);
}

// The one address that a transfer may connect to, whatever a name resolves to by then.
struct porchlight_curl_peer {
    int family;
    unsigned char bytes[16];
};

static curl_socket_t porchlight_curl_open(void *context, curlsocktype purpose, struct curl_sockaddr *address) {
    const struct porchlight_curl_peer *peer = context;
    if (purpose != CURLSOCKTYPE_IPCXN || address->family != peer->family) return CURL_SOCKET_BAD;
    if (peer->family == AF_INET) {
        const struct sockaddr_in *name = (const struct sockaddr_in *)(const void *)&address->addr;
        if (memcmp(&name->sin_addr, peer->bytes, 4) != 0) return CURL_SOCKET_BAD;
    } else {
        const struct sockaddr_in6 *name = (const struct sockaddr_in6 *)(const void *)&address->addr;
        if (memcmp(&name->sin6_addr, peer->bytes, 16) != 0) return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static inline CURLcode porchlight_curl_only_peer(CURL *handle, const struct porchlight_curl_peer *peer) {
    CURLcode result = curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, porchlight_curl_open);
    return result != CURLE_OK ? result : curl_easy_setopt(handle, CURLOPT_OPENSOCKETDATA, peer);
}
