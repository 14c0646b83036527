// The floor under any generator: one thread reads every Markdown file of a folder, renders it with
// cmark, and writes a page and a copy of the text, as `porchlight build` does. It knows no front
// matter, no links, no layout: around each page stand as many bytes as its first argument says.

#define _GNU_SOURCE
#include <cmark.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static char *frame;
static size_t frame_length;

static void write_file(const char *path, const char *bytes, size_t length, int framed) {
    FILE *file = fopen(path, "wb");
    if (!file) { perror(path); exit(1); }
    if (framed) fwrite(frame, 1, frame_length, file);
    fwrite(bytes, 1, length, file);
    fclose(file);
}

static void page(const char *source, const char *target) {
    FILE *file = fopen(source, "rb");
    if (!file) { perror(source); exit(1); }
    struct stat status;
    fstat(fileno(file), &status);
    size_t length = (size_t)status.st_size;
    char *text = malloc(length + 1);
    length = fread(text, 1, length, file);
    fclose(file);
    cmark_node *document = cmark_parse_document(text, length, CMARK_OPT_DEFAULT);
    char *html = cmark_render_html(document, CMARK_OPT_UNSAFE);
    char path[4096];
    mkdir(target, 0755);
    snprintf(path, sizeof path, "%s/index.html", target);
    write_file(path, html, strlen(html), 1);
    snprintf(path, sizeof path, "%s/index.md", target);
    write_file(path, text, length, 0);
    free(html);
    free(text);
    cmark_node_free(document);
}

static void walk(const char *source, const char *target) {
    mkdir(target, 0755);
    DIR *directory = opendir(source);
    if (!directory) { perror(source); exit(1); }
    for (struct dirent *entry; (entry = readdir(directory));) {
        if (entry->d_name[0] == '.') continue;
        char from[4096], to[4096];
        snprintf(from, sizeof from, "%s/%s", source, entry->d_name);
        snprintf(to, sizeof to, "%s/%s", target, entry->d_name);
        size_t length = strlen(to);
        if (entry->d_type == DT_DIR) {
            walk(from, to);
        } else if (length > 3 && !strcmp(to + length - 3, ".md")) {
            to[length - 3] = 0;
            page(from, to);
        }
    }
    closedir(directory);
}

int main(int count, char **arguments) {
    if (count != 4) return fprintf(stderr, "usage: %s FRAME_BYTES CONTENT OUTPUT\n", arguments[0]), 2;
    frame_length = (size_t)atol(arguments[1]);
    frame = malloc(frame_length + 1);
    memset(frame, ' ', frame_length);
    walk(arguments[2], arguments[3]);
    return 0;
}
