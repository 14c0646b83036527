// What glibc's allocator can be told.
#include <malloc.h>
