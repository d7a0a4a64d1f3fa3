/* The NVMe controller of the machine, whose registers lie behind those of its co-processor. */
#ifndef NVME_H
#define NVME_H

#include <stdbool.h>
#include <stdint.h>

/* Its disk is the file beside the machine's, with `.disk` behind its name; none: no blocks. */
void nvme_disk(const char *machine);
/* The firmware is up, or down. */
void nvme_power(bool on);
uint64_t nvme_load(uint64_t offset, unsigned int width);
void nvme_store(uint64_t offset, unsigned int width, uint64_t value);
void nvme_report(void);

#endif
