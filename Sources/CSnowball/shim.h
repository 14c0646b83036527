// Snowball's stemmers, from the system (Debian: libstemmer-dev).
#include <libstemmer.h>
