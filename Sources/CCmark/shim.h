// CommonMark's reference implementation, from the system (Debian: libcmark-dev).
#include <cmark.h>
