// Loaded into the command before the C library (LD_PRELOAD): counts its calls that change something outside of it, and at
// the Nth of them kills it, stops it, or lets the call fail. Counting is over all threads; the call itself isn't made.
//
// What counts: making, writing, flushing, renaming, linking and removing files; sending over the network. What doesn't:
// standard output and error, pipes and event descriptors, over which a program talks to itself.
//
// DAYPASS_FAULT_LOG    a file that gets a line for each call: its number, its name, whom it concerns
// DAYPASS_FAULT_AT     which call; none without it
// DAYPASS_FAULT_ONLY   count only calls on paths that contain this (on the network: "socket")
// DAYPASS_FAULT_EXCEPT don't count calls on paths that contain this
// DAYPASS_FAULT_KIND   kill | stop | the errno's number that the call ends with (on the network always ECONNRESET)
// DAYPASS_FAULT_TIMES  how many calls in a row fail; 0: all from there on
// DAYPASS_FAULT_SKEW   seconds by which all clocks are ahead once the process was stopped and goes on
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

static atomic_long calls;
static atomic_long skew;
static long at, times = 1, ahead;
static int is_meant, reason, is_kill, is_stop, log_file = -1;
static const char *only, *except;

static long number(const char *name, long otherwise) {
    const char *text = getenv(name);
    return text && *text ? atol(text) : otherwise;
}

__attribute__((constructor)) static void set_up(void) {
    // Neither who starts it (env) nor whom it starts (ssh) is meant.
    if (strcmp(program_invocation_short_name, "daypass")) return;
    is_meant = 1;
    at = number("DAYPASS_FAULT_AT", 0);
    times = number("DAYPASS_FAULT_TIMES", 1);
    ahead = number("DAYPASS_FAULT_SKEW", 0);
    only = getenv("DAYPASS_FAULT_ONLY");
    except = getenv("DAYPASS_FAULT_EXCEPT");
    const char *kind = getenv("DAYPASS_FAULT_KIND");
    is_kill = kind && !strcmp(kind, "kill");
    is_stop = kind && !strcmp(kind, "stop");
    reason = kind ? atoi(kind) : 0;
    const char *path = getenv("DAYPASS_FAULT_LOG");
    if (path) log_file = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
}

// Whether the call is to fail; errno is set then.
static int fails(const char *name, const char *whom, int is_network) {
    if (!is_meant || (only && !strstr(whom, only)) || (except && strstr(whom, except))) return 0;
    long count = atomic_fetch_add(&calls, 1) + 1;
    if (log_file >= 0) {
        char line[PATH_MAX + 64];
        int length = snprintf(line, sizeof line, "%ld %s %s\n", count, name, whom);
        syscall(SYS_write, log_file, line, (size_t)length);
    }
    if (!at || count < at || (times && count >= at + times)) return 0;
    if (is_kill) {
        syscall(SYS_kill, getpid(), SIGKILL);
        for (;;) pause();
    }
    if (is_stop) {
        if (count > at) return 0;
        syscall(SYS_kill, getpid(), SIGSTOP);
        // The signal may arrive a moment after the call that sent it has returned.
        struct timespec moment = {0, 50000000};
        syscall(SYS_nanosleep, &moment, NULL);
        atomic_store(&skew, ahead);
        return 0;
    }
    errno = is_network ? ECONNRESET : reason;
    return 1;
}

// Whom a descriptor leads to; NULL if it doesn't count.
static const char *whom(int file, char *buffer, int *is_network) {
    struct stat status;
    *is_network = 0;
    if (fstat(file, &status) != 0) return NULL;
    if (S_ISSOCK(status.st_mode)) {
        struct sockaddr_storage address;
        socklen_t length = sizeof address;
        if (getsockname(file, (struct sockaddr *)&address, &length) != 0) return NULL;
        if (address.ss_family != AF_INET && address.ss_family != AF_INET6) return NULL;
        *is_network = 1;
        return "socket";
    }
    if (!S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode)) return NULL;
    if (file <= 2) return NULL;
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, buffer, PATH_MAX - 1);
    if (length < 0) return NULL;
    buffer[length] = 0;
    return buffer;
}

#define REAL(function) __typeof__(&function) real = (__typeof__(&function))dlsym(RTLD_NEXT, #function)

// A function whose first argument is a descriptor.
#define DESCRIPTOR(type, function, parameters, ...) \
    type function parameters { \
        REAL(function); \
        char buffer[PATH_MAX]; \
        int is_network; \
        const char *name = whom(file, buffer, &is_network); \
        if (name && fails(#function, name, is_network)) return -1; \
        return real(__VA_ARGS__); \
    }

// A function that is told a path.
#define PATH(type, function, path, parameters, ...) \
    type function parameters { \
        REAL(function); \
        if (fails(#function, path, 0)) return -1; \
        return real(__VA_ARGS__); \
    }

DESCRIPTOR(ssize_t, write, (int file, const void *bytes, size_t count), file, bytes, count)
DESCRIPTOR(ssize_t, pwrite, (int file, const void *bytes, size_t count, off_t offset), file, bytes, count, offset)
DESCRIPTOR(ssize_t, pwrite64, (int file, const void *bytes, size_t count, off64_t offset), file, bytes, count, offset)
DESCRIPTOR(ssize_t, writev, (int file, const struct iovec *parts, int count), file, parts, count)
DESCRIPTOR(ssize_t, send, (int file, const void *bytes, size_t count, int flags), file, bytes, count, flags)
DESCRIPTOR(ssize_t, sendmsg, (int file, const struct msghdr *message, int flags), file, message, flags)
DESCRIPTOR(int, ftruncate, (int file, off_t length), file, length)
DESCRIPTOR(int, ftruncate64, (int file, off64_t length), file, length)
DESCRIPTOR(int, fsync, (int file), file)
DESCRIPTOR(int, fdatasync, (int file), file)
DESCRIPTOR(int, syncfs, (int file), file)
DESCRIPTOR(int, fchmod, (int file, mode_t mode), file, mode)

ssize_t sendto(int file, const void *bytes, size_t count, int flags, const struct sockaddr *address, socklen_t length) {
    REAL(sendto);
    char buffer[PATH_MAX];
    int is_network;
    const char *name = whom(file, buffer, &is_network);
    if (name && fails("sendto", name, is_network)) return -1;
    return real(file, bytes, count, flags, address, length);
}

PATH(int, rename, to, (const char *from, const char *to), from, to)
PATH(int, renameat, to, (int from_folder, const char *from, int folder, const char *to), from_folder, from, folder, to)
PATH(int, renameat2, to, (int from_folder, const char *from, int folder, const char *to, unsigned flags), from_folder, from, folder, to, flags)
PATH(int, link, to, (const char *from, const char *to), from, to)
PATH(int, linkat, to, (int from_folder, const char *from, int folder, const char *to, int flags), from_folder, from, folder, to, flags)
PATH(int, symlink, to, (const char *from, const char *to), from, to)
PATH(int, unlink, path, (const char *path), path)
PATH(int, unlinkat, path, (int folder, const char *path, int flags), folder, path, flags)
PATH(int, remove, path, (const char *path), path)
PATH(int, rmdir, path, (const char *path), path)
PATH(int, mkdir, path, (const char *path, mode_t mode), path, mode)
PATH(int, mkdirat, path, (int folder, const char *path, mode_t mode), folder, path, mode)
PATH(int, chmod, path, (const char *path, mode_t mode), path, mode)
PATH(int, utimes, path, (const char *path, const struct timeval moments[2]), path, moments)
PATH(int, mkstemp, path, (char *path), path)
PATH(int, mkstemp64, path, (char *path), path)
PATH(int, mkostemp, path, (char *path, int flags), path, flags)

char *mkdtemp(char *path) {
    REAL(mkdtemp);
    return fails("mkdtemp", path, 0) ? NULL : real(path);
}

#define MAKES(flags) ((flags) & (O_CREAT | O_TRUNC) || ((flags) & O_TMPFILE) == O_TMPFILE)
#define MODE(last) \
    mode_t mode = 0; \
    if (flags & O_CREAT || (flags & O_TMPFILE) == O_TMPFILE) { \
        va_list rest; \
        va_start(rest, last); \
        mode = va_arg(rest, mode_t); \
        va_end(rest); \
    }

#define OPEN(function) \
    int function(const char *path, int flags, ...) { \
        MODE(flags) \
        REAL(function); \
        if (MAKES(flags) && fails(#function, path, 0)) return -1; \
        return real(path, flags, mode); \
    }
#define OPENAT(function) \
    int function(int folder, const char *path, int flags, ...) { \
        MODE(flags) \
        REAL(function); \
        if (MAKES(flags) && fails(#function, path, 0)) return -1; \
        return real(folder, path, flags, mode); \
    }
OPEN(open)
OPEN(open64)
OPENAT(openat)
OPENAT(openat64)

int clock_gettime(clockid_t clock, struct timespec *now) {
    // The system's own call: this one runs before the C library is set up.
    int result = (int)syscall(SYS_clock_gettime, clock, now);
    if (result == 0 && clock != CLOCK_PROCESS_CPUTIME_ID && clock != CLOCK_THREAD_CPUTIME_ID) now->tv_sec += atomic_load(&skew);
    return result;
}

// Timers are the kernel's, which knows nothing of our clocks.
int timerfd_settime(int file, int flags, const struct itimerspec *wanted, struct itimerspec *before) {
    REAL(timerfd_settime);
    struct itimerspec shifted = *wanted;
    long offset = atomic_load(&skew);
    if (flags & TFD_TIMER_ABSTIME && shifted.it_value.tv_sec > offset) shifted.it_value.tv_sec -= offset;
    return real(file, flags, &shifted, before);
}

time_t time(time_t *place) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (place) *place = now.tv_sec;
    return now.tv_sec;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
    (void)zone;
    struct timespec fine;
    clock_gettime(CLOCK_REALTIME, &fine);
    now->tv_sec = fine.tv_sec;
    now->tv_usec = fine.tv_nsec / 1000;
    return 0;
}
