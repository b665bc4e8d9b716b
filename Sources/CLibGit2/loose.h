#pragma once

#include <errno.h>
#include <fcntl.h>
#include <git2.h>
#include <git2/sys/odb_backend.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

/*
 * Reading loose objects. Libgit2 1.5.1 never returns from reading one whose file was cut short: it goes on inflating
 * nothing, in its streams as well. (Measured: of files cut at 2 bytes to all but 8, every one hangs git_odb_read.)
 * This reads them instead; git_odb_read compares what comes out with its name, as it does for every object.
 */

typedef struct {
    git_odb_backend base;
    char *folder;
} daypass_git_loose;

static int daypass_git_loose_failure(const char *words) {
    git_error_set_str(GIT_ERROR_ODB, words);
    return -1;
}

/* "blob 12\0" */
static int daypass_git_loose_header(const char *text, size_t length, git_object_t *type, size_t *size, size_t *taken) {
    const char *end = (const char *)memchr(text, 0, length);
    const char *space = (const char *)memchr(text, ' ', length);
    if (end == NULL || space == NULL || space > end || space + 1 == end) return -1;
    char word[8] = {0};
    if (space - text > 7) return -1;
    memcpy(word, text, (size_t)(space - text));
    *type = git_object_string2type(word);
    if (*type < GIT_OBJECT_COMMIT || *type > GIT_OBJECT_TAG) return -1;
    *size = 0;
    for (const char *digit = space + 1; digit < end; digit++) {
        if (*digit < '0' || *digit > '9' || *size > SIZE_MAX / 32) return -1;
        *size = *size * 10 + (size_t)(*digit - '0');
    }
    *taken = (size_t)(end - text) + 1;
    return 0;
}

static int daypass_git_loose_inflate(
    void **out, size_t *size, git_object_t *type, git_odb_backend *backend, unsigned char *packed, size_t length) {
    z_stream stream;
    char head[64];
    size_t taken = 0;
    memset(&stream, 0, sizeof(stream));
    if (length > UINT_MAX || inflateInit(&stream) != Z_OK) return daypass_git_loose_failure("can't inflate a loose object");
    stream.next_in = packed;
    stream.avail_in = (unsigned int)length;
    stream.next_out = (unsigned char *)head;
    stream.avail_out = sizeof(head);
    int state = inflate(&stream, Z_NO_FLUSH);
    size_t have = sizeof(head) - stream.avail_out;
    char *data = NULL;
    if ((state != Z_OK && state != Z_STREAM_END) || daypass_git_loose_header(head, have, type, size, &taken) != 0 ||
        have - taken > *size || *size >= UINT_MAX - 1) {
        inflateEnd(&stream);
        return daypass_git_loose_failure("a loose object's header is damaged");
    }
    /* One byte more than there should be shows whether there is more; it ends as the zero that git puts behind objects. */
    data = (char *)git_odb_backend_data_alloc(backend, *size + 1);
    if (data == NULL) {
        inflateEnd(&stream);
        return -1;
    }
    memcpy(data, head + taken, have - taken);
    stream.next_out = (unsigned char *)data + (have - taken);
    stream.avail_out = (unsigned int)(*size + 1 - (have - taken));
    if (state == Z_OK) state = inflate(&stream, Z_FINISH);
    int whole = state == Z_STREAM_END && stream.avail_out == 1;
    inflateEnd(&stream);
    if (!whole) {
        git_odb_backend_data_free(backend, data);
        return daypass_git_loose_failure("a loose object is cut short or damaged");
    }
    data[*size] = 0;
    *out = data;
    return 0;
}

static int daypass_git_loose_read(
    void **out, size_t *size, git_object_t *type, git_odb_backend *backend, const git_oid *id) {
    const char *folder = ((daypass_git_loose *)backend)->folder;
    char name[42], path[4096];
    struct stat status;
    git_oid_pathfmt(name, id);
    name[41] = 0;
    size_t prefix = strlen(folder);
    if (prefix + 43 > sizeof(path)) return GIT_ENOTFOUND;
    memcpy(path, folder, prefix);
    path[prefix] = '/';
    memcpy(path + prefix + 1, name, 42);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return errno == ENOENT || errno == ENOTDIR ? GIT_ENOTFOUND : daypass_git_loose_failure("can't open a loose object");
    if (fstat(file, &status) != 0 || !S_ISREG(status.st_mode)) {
        close(file);
        return daypass_git_loose_failure("a loose object is no file");
    }
    size_t length = (size_t)status.st_size, done = 0;
    unsigned char *packed = (unsigned char *)malloc(length + 1);
    while (packed != NULL && done < length) {
        ssize_t count = read(file, packed + done, length - done);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) break;
        done += (size_t)count;
    }
    close(file);
    if (packed == NULL) return daypass_git_loose_failure("no memory for a loose object");
    int code = daypass_git_loose_inflate(out, size, type, backend, packed, done);
    free(packed);
    return code;
}

static void daypass_git_loose_free(git_odb_backend *backend) {
    free(((daypass_git_loose *)backend)->folder);
    free(backend);
}

/* Takes the reading of loose objects away from libgit2's own backends (the only ones that know streams to read from). */
static inline int daypass_git_loose_silence(git_odb *odb) {
    size_t count = git_odb_num_backends(odb);
    for (size_t index = 0; index < count; index++) {
        git_odb_backend *backend = NULL;
        int code = git_odb_get_backend(&backend, odb, index);
        if (code < 0) return code;
        if (backend->readstream == NULL) continue;
        backend->read = NULL;
        backend->readstream = NULL;
    }
    return 0;
}

/* Gives it to ours, for the objects in a folder; after the packs, as in libgit2. */
static inline int daypass_git_loose_add(git_odb *odb, const char *folder, int alternate) {
    daypass_git_loose *made = (daypass_git_loose *)calloc(1, sizeof(daypass_git_loose));
    if (made == NULL) return -1;
    made->folder = strdup(folder);
    int code = made->folder == NULL ? -1 : git_odb_init_backend(&made->base, GIT_ODB_BACKEND_VERSION);
    made->base.read = daypass_git_loose_read;
    made->base.free = daypass_git_loose_free;
    if (code == 0) code = alternate ? git_odb_add_alternate(odb, &made->base, 1) : git_odb_add_backend(odb, &made->base, 1);
    if (code != 0) daypass_git_loose_free(&made->base);
    return code;
}
