// A plugin that does nothing, as fast as C can, and the peer: the same lines through bare pipes.
//
//     plugin_child                   answers every line with an abstention
//     plugin_child peer BYTES N      sends N lines of BYTES to such a child; prints p50 and p99 in µs

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

// The identifier is the first string behind "id": the host writes it before the parameters.
static void answer(void) {
    char *line = NULL;
    size_t capacity = 0;
    while (getline(&line, &capacity, stdin) > 0) {
        char *id = strstr(line, "\"id\":\"");
        if (id == NULL) continue;
        id += 6;
        int length = (int)strcspn(id, "\"");
        if (strstr(line, "\"method\":\"initialize\""))
            printf("{\"jsonrpc\":\"2.0\",\"id\":\"%.*s\",\"result\":{\"protocol\":1,\"hooks\":[\"ticket.route\"]}}\n",
                   length, id);
        else if (strstr(line, "\"method\":\"shutdown\""))
            printf("{\"jsonrpc\":\"2.0\",\"id\":\"%.*s\",\"result\":{}}\n", length, id);
        else if (strstr(line, "please crash"))
            _exit(3);
        else
            printf("{\"jsonrpc\":\"2.0\",\"id\":\"%.*s\",\"result\":{\"abstain\":true,\"reason\":\"not mine\"}}\n",
                   length, id);
        fflush(stdout);
    }
    free(line);
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1e6 + time.tv_nsec / 1e3;
}

static int ascending(const void *a, const void *b) {
    double difference = *(const double *)a - *(const double *)b;
    return (difference > 0) - (difference < 0);
}

static int peer(int bytes, int count) {
    int to[2], from[2];
    if (pipe(to) || pipe(from)) return 1;
    pid_t child = fork();
    if (child == 0) {
        dup2(to[0], 0);
        dup2(from[1], 1);
        close(to[1]);
        close(from[0]);
        answer();
        _exit(0);
    }
    close(to[0]);
    close(from[1]);
    char *line = malloc(bytes + 1), reply[4096];
    memset(line, 'x', bytes);
    memcpy(line, "{\"id\":\"1\",", 10);
    line[bytes - 1] = '\n';
    double *times = malloc(count * sizeof *times);
    for (int number = 0; number < count; number++) {
        double start = now();
        if (write(to[1], line, bytes) != bytes || read(from[0], reply, sizeof reply) <= 0) return 1;
        times[number] = now() - start;
    }
    close(to[1]);
    waitpid(child, NULL, 0);
    qsort(times, count, sizeof *times, ascending);
    printf("%f %f\n", times[count / 2], times[count * 99 / 100]);
    free(times);
    free(line);
    return 0;
}

int main(int argc, char **argv) {
    if (argc == 4 && strcmp(argv[1], "peer") == 0) return peer(atoi(argv[2]), atoi(argv[3]));
    answer();
    return 0;
}
