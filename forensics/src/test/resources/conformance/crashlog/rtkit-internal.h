/* SPDX-License-Identifier: MIT */
/*
 * What the Linux crash-log printer needs of the kernel, for a program in user space: number types, and dev_warn() to
 * standard output in the shape of a log line. Stands in for the kernel's header of the same name.
 */
#ifndef RTKIT_INTERNAL_H
#define RTKIT_INTERNAL_H

#include <assert.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

typedef unsigned char u8;
typedef unsigned int u32;
typedef unsigned long long u64;

struct device {
    const char *driver;
    const char *name;
};

struct apple_rtkit {
    struct device *dev;
};

/* The kernel ends every message with a line feed, whether its format has one or not. */
#define dev_warn(dev, ...)                                                                                            \
    do {                                                                                                              \
        char shim_line[4096];                                                                                         \
        size_t shim_length;                                                                                           \
        snprintf(shim_line, sizeof(shim_line), __VA_ARGS__);                                                          \
        shim_length = strlen(shim_line);                                                                              \
        printf("%s %s: %s%s", (dev)->driver, (dev)->name, shim_line,                                                  \
               shim_length && shim_line[shim_length - 1] == '\n' ? "" : "\n");                                        \
    } while (0)

#define dev_dbg(dev, ...) ((void)(dev))

void apple_rtkit_crashlog_dump(struct apple_rtkit *rtk, u8 *bfr, size_t size);

#endif
