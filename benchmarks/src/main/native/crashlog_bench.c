/* SPDX-License-Identifier: MIT */
/* Prints a crash log many times with Linux's printer, to standard output; says on standard error what one costs. */
#include <stdlib.h>
#include <time.h>

#include "rtkit-internal.h"

#define SLACK 4096

static double cpu_seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return now.tv_sec + now.tv_nsec * 1e-9;
}

int main(int argc, char **argv)
{
    struct device device = { "apple-dcp", "231c00000.dcp" };
    struct apple_rtkit rtk = { &device };
    FILE *file = argc == 3 ? fopen(argv[1], "rb") : NULL;
    int i, times = argc == 3 ? atoi(argv[2]) : 0;
    double start;
    u8 *buffer;
    long size;

    if (!file || times < 1)
        return 2;
    fseek(file, 0, SEEK_END);
    size = ftell(file);
    rewind(file);
    buffer = calloc(1, size + SLACK);
    if (!buffer || fread(buffer, 1, size, file) != (size_t)size)
        return 2;
    start = cpu_seconds();
    for (i = 0; i < times; i++)
        apple_rtkit_crashlog_dump(&rtk, buffer, size);
    fprintf(stderr, "%.0f\n", (cpu_seconds() - start) / times * 1e9);
    return 0;
}
