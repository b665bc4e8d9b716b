#pragma once

#include <git2.h>
#include <git2/sys/credential.h>
#include <git2/sys/odb_backend.h>
#include <git2/sys/transport.h>
#if __has_include(<git2/sys/errors.h>)
#include <git2/sys/errors.h>
#endif

#include "loose.h"

/* Swift can't call variadic functions. */

static inline int daypass_git_set_flag(int option, int value) { return git_libgit2_opts(option, value); }

static inline int daypass_git_set_size(int option, size_t value) { return git_libgit2_opts(option, value); }

static inline int daypass_git_set_search_path(int level, const char *path) {
    return git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, path);
}

/* syncfs(2) where there is one: glibc declares it for _GNU_SOURCE only. */
#ifdef __linux__
extern int syncfs(int descriptor);
static inline int daypass_sync_file_system(int descriptor) { return syncfs(descriptor); }
#else
#include <unistd.h>
static inline int daypass_sync_file_system(int descriptor) { (void)descriptor; sync(); return 0; }
#endif

/* What versions differ in (1.1 to 1.9 are meant to compile). */

static inline int daypass_git_owner_validation(int enabled) {
#if LIBGIT2_VER_MAJOR > 1 || LIBGIT2_VER_MINOR >= 5
    return git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, enabled);
#else
    (void)enabled;
    return 0;
#endif
}

static inline int daypass_git_pack_max_object_size(size_t size) {
#if LIBGIT2_VER_MAJOR > 1 || LIBGIT2_VER_MINOR >= 5
    return git_libgit2_opts(GIT_OPT_SET_PACK_MAX_OBJECT_SIZE, size);
#else
    (void)size;
    return 0;
#endif
}

/* Looks without reading the pack folder again after a miss, where the version can. */
static inline int daypass_git_odb_exists(git_odb *odb, const git_oid *id) {
#if LIBGIT2_VER_MAJOR > 1 || LIBGIT2_VER_MINOR >= 3
    return git_odb_exists_ext(odb, id, GIT_ODB_LOOKUP_NO_REFRESH);
#else
    return git_odb_exists(odb, id);
#endif
}

static inline int daypass_git_ref_name_is_valid(const char *name) {
#if LIBGIT2_VER_MAJOR > 1 || LIBGIT2_VER_MINOR >= 2
    int valid = 0;
    return git_reference_name_is_valid(&valid, name) == 0 && valid;
#else
    return git_reference_is_valid_name(name);
#endif
}

/* The constness of the parents' array changed twice. */
static inline int daypass_git_commit_buffer(
    git_buf *out, git_repository *repository, const git_signature *author, const git_signature *committer,
    const char *message, const git_tree *tree, size_t count, void *parents) {
    return git_commit_create_buffer(out, repository, author, committer, NULL, message, tree, count, parents);
}

/* The process's environment, for the programs that it starts. */
static inline char **daypass_environment(void) {
    extern char **environ;
    return environ;
}

/* Closes what other libraries opened without "close on exec", in a program to be started (glibc 2.34). */
#if defined(__GLIBC__) && (__GLIBC__ > 2 || __GLIBC_MINOR__ >= 34)
#include <spawn.h>
extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);
static inline int daypass_spawn_closing_from(posix_spawn_file_actions_t *actions, int from) {
    return posix_spawn_file_actions_addclosefrom_np(actions, from);
}
#elif defined(__linux__)
#include <spawn.h>
static inline int daypass_spawn_closing_from(posix_spawn_file_actions_t *actions, int from) {
    (void)actions;
    (void)from;
    return 0;
}
#endif

/* siginfo_t's fields are macros into a union. */
#include <signal.h>
static inline int daypass_exit_process(const siginfo_t *info) { return (int)info->si_pid; }
static inline int daypass_exit_status(const siginfo_t *info) { return info->si_status; }

/* A subtransport and its stream with a place for what Swift keeps beside them. */

typedef struct {
    git_smart_subtransport base;
    void *context;
} daypass_git_subtransport;

typedef struct {
    git_smart_subtransport_stream base;
    void *context;
} daypass_git_stream;
