/* What the host did that it must not. */
#ifndef VIOLATION_H
#define VIOLATION_H

#include <stdint.h>

void violation(const char *what, uint64_t offset, unsigned int width);
unsigned long violations(void);

#endif
