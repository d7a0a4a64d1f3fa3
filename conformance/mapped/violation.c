#include <inttypes.h>
#include <stdio.h>

#include "violation.h"

static unsigned long count;

void violation(const char *what, uint64_t offset, unsigned int width)
{
	printf("violation: %s: register=0x%" PRIx64 ", width=%u\n", what, offset, width);
	count++;
}

unsigned long violations(void)
{
	return count;
}
