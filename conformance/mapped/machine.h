/* A co-processor behind a mailbox, played for a host that sees nothing but registers and memory. */
#ifndef MACHINE_H
#define MACHINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Offsets from the co-processor's base. */
enum { NVME_BASE = 0x40000, NVME_BYTES = 0x40000, MACHINE_BYTES = NVME_BASE + NVME_BYTES };

/* Memory that both sides see, at `phys` for both. */
void machine_memory(void *memory, uint64_t phys, size_t bytes);
/* An access of the host: its width in bytes, 4 or 8, is the register's or it is a violation. */
uint64_t machine_load(uint64_t offset, unsigned int width);
void machine_store(uint64_t offset, unsigned int width, uint64_t value);
/* Says what the host did, and returns whether it did nothing that it must not. */
bool machine_report(void);

/* What the controller in nvme.c has of the machine: its memory, NULL where it has none there, and its complaints. */
void *machine_at(uint64_t phys, size_t bytes);
void machine_violation(const char *what, uint64_t offset, unsigned int width);

/* The controller: its disk is the file beside the machine's, with `.disk` behind its name; none: no blocks. */
void nvme_disk(const char *machine);
/* The firmware is up, or down. */
void nvme_power(bool on);
uint64_t nvme_load(uint64_t offset, unsigned int width);
void nvme_store(uint64_t offset, unsigned int width, uint64_t value);
void nvme_report(void);

#endif
