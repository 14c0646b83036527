// A machine on a bad day, preloaded into a desk under test: a disk that nobody can write to any more, and
// a clock that was set. $BAD_DAY names a folder; the disk is read-only while it holds a file `read-only`, it
// fails every write while that holds a file `broken`, and `clock` in it holds the seconds that the clock is wrong by.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

static int place(char *path, size_t length, const char *name) {
  const char *folder = getenv("BAD_DAY");
  return folder && snprintf(path, length, "%s/%s", folder, name) < (int)length;
}

static int is_there(const char *name) {
  char path[4096];
  return place(path, sizeof path, name) && syscall(SYS_access, path, F_OK) == 0;
}

static int refuses(void) { return is_there("read-only") || is_there("broken"); }

static ssize_t refused(void) {
  errno = is_there("broken") ? EIO : EROFS;
  return -1;
}

// Files of the desk's data alone: sockets and the log are no part of that disk.
static int is_data(const char *path) { return path && strstr(path, "/data/") && refuses(); }

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t at) {
  return refuses() ? refused() : syscall(SYS_pwrite64, file, bytes, count, at);
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t at) { return pwrite64(file, bytes, count, at); }

int fsync(int file) { return is_there("broken") ? (int)refused() : (int)syscall(SYS_fsync, file); }

int fdatasync(int file) { return is_there("broken") ? (int)refused() : (int)syscall(SYS_fdatasync, file); }

int ftruncate64(int file, off64_t length) {
  return refuses() ? (int)refused() : (int)syscall(SYS_ftruncate, file, length);
}

int ftruncate(int file, off_t length) { return ftruncate64(file, length); }

static int opened(int folder, const char *path, int flags, mode_t mode) {
  int writes = (flags & O_ACCMODE) != O_RDONLY || (flags & O_CREAT);
  if (writes && is_data(path)) return (int)refused();
  return (int)syscall(SYS_openat, folder, path, flags, mode);
}

#define MODE(flags) \
  mode_t mode = 0; \
  if (flags & (O_CREAT | __O_TMPFILE)) { va_list rest; va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); }

int open(const char *path, int flags, ...) { MODE(flags) return opened(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE(flags) return opened(AT_FDCWD, path, flags, mode); }
int openat(int folder, const char *path, int flags, ...) { MODE(flags) return opened(folder, path, flags, mode); }
int openat64(int folder, const char *path, int flags, ...) { MODE(flags) return opened(folder, path, flags, mode); }

int clock_gettime(clockid_t clock, struct timespec *now) {
  int result = (int)syscall(SYS_clock_gettime, clock, now);
  char path[4096], text[32] = "";
  if (result || clock != CLOCK_REALTIME || !place(path, sizeof path, "clock")) return result;
  int file = (int)syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC, 0);
  if (file < 0) return result;
  if (syscall(SYS_read, file, text, sizeof text - 1) > 0) now->tv_sec += atoll(text);
  syscall(SYS_close, file);
  return result;
}
