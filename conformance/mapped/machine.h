/* A co-processor behind a mailbox, played for a host that sees nothing but registers and memory. */
#ifndef MACHINE_H
#define MACHINE_H

#include <stdbool.h>
#include <stdint.h>

/* Offsets from the co-processor's base. */
enum { NVME_BASE = 0x40000, NVME_BYTES = 0x40000, MACHINE_BYTES = NVME_BASE + NVME_BYTES };

/* An access of the host: its width in bytes, 4 or 8, is the register's or it is a violation. */
uint64_t machine_load(uint64_t offset, unsigned int width);
void machine_store(uint64_t offset, unsigned int width, uint64_t value);
/* Says what the host did, and returns whether it did nothing that it must not. */
bool machine_report(void);

#endif
