#include "shared.h"
#include "violation.h"

static unsigned char *shared;
static uint64_t base;
static size_t size;

void shared_memory(void *memory, uint64_t phys, size_t bytes)
{
	shared = memory;
	base = phys;
	size = bytes;
}

bool shared_holds(uint64_t phys, size_t bytes)
{
	return phys >= base && bytes <= size && phys - base <= size - bytes;
}

void *shared_at(uint64_t phys, size_t bytes)
{
	if (shared_holds(phys, bytes))
		return shared + (phys - base);
	violation("an address that is no memory", phys, bytes);
	return NULL;
}
