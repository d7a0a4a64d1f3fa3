/* The bridge of docs/bridge.md as a kernel without a kernel needs it: registers, memory that both sides map, faults. */
#ifndef BRIDGE_H
#define BRIDGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Physical address of the first byte of memory, here and there: what points into it may be given to a device. */
#define BRIDGE_RAM 0x800000000UL

/* Switches a machine on, with so much memory; ends the program where there is none. */
void bridge_connect(const char *path, size_t memory_bytes);

/* One aligned access of 1, 2, 4 or 8 bytes; false where nothing is. */
bool bridge_read(uint64_t phys, unsigned int width, uint64_t *value);
bool bridge_write(uint64_t phys, unsigned int width, uint64_t value);

/* Makes something go wrong, in the words of `rtkit faults`: "ans 0:CRASH:0". */
void bridge_fault(const char *plan);

#endif
