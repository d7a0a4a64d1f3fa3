/* Memory that the host and this machine see at the same physical addresses. */
#ifndef SHARED_H
#define SHARED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

void shared_memory(void *memory, uint64_t phys, size_t bytes);
bool shared_holds(uint64_t phys, size_t bytes);
/* NULL, and a violation, where there is no memory. */
void *shared_at(uint64_t phys, size_t bytes);

#endif
