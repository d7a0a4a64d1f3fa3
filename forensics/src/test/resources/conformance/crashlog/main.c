/* SPDX-License-Identifier: MIT */
/* Prints the crash log in a file with Linux's printer: main FILE. */
#include <stdlib.h>

#include "rtkit-internal.h"

/* The printer reads 16 bytes past the last section; the kernel's buffers are larger than their logs, too. */
#define SLACK 4096

int main(int argc, char **argv)
{
    struct device device = { "apple-dcp", "231c00000.dcp" };
    struct apple_rtkit rtk = { &device };
    FILE *file = argc == 2 ? fopen(argv[1], "rb") : NULL;
    u8 *buffer;
    long size;

    if (!file)
        return 2;
    fseek(file, 0, SEEK_END);
    size = ftell(file);
    rewind(file);
    buffer = calloc(1, size + SLACK);
    if (!buffer || fread(buffer, 1, size, file) != (size_t)size)
        return 2;
    dev_warn(rtk.dev, "RTKit: co-processor has crashed\n");
    apple_rtkit_crashlog_dump(&rtk, buffer, size);
    free(buffer);
    fclose(file);
    return 0;
}
