// Tells ThreadSanitizer of what it can't see of Swift's Mutex: the slow path, where a lock is handed over by the kernel
// (Synchronization's Mutex for Linux is a futex with FUTEX_LOCK_PI; its slow path stands in libswiftSynchronization.so,
// which isn't instrumented, and the kernel writes the word that the next holder reads). Without this each contended
// lock looks as if nothing had been locked. Loaded with LD_PRELOAD by scripts/sanitize: it calls the real functions,
// and says "acquired" and "about to release" of the mutex's own address, the one that the instrumented fast path uses.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>

extern void __tsan_acquire(void *) __attribute__((weak));
extern void __tsan_release(void *) __attribute__((weak));

#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"
#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context)) void *mutex

SWIFT void lock_slow(uint32_t thread, SELF) __asm__(LOCK);
SWIFT void lock_slow(uint32_t thread, SELF) {
    SWIFT void (*real)(uint32_t, SELF) = (SWIFT void (*)(uint32_t, SELF))dlsym(RTLD_NEXT, LOCK);
    real(thread, mutex);
    if (__tsan_acquire) __tsan_acquire(mutex);
}

SWIFT void unlock_slow(SELF) __asm__(UNLOCK);
SWIFT void unlock_slow(SELF) {
    SWIFT void (*real)(SELF) = (SWIFT void (*)(SELF))dlsym(RTLD_NEXT, UNLOCK);
    if (__tsan_release) __tsan_release(mutex);
    real(mutex);
}
