/* m1n1's proxy protocol as a client needs it: registers, memory and a heap of the machine at the other end of a socket. */
#ifndef PROXY_H
#define PROXY_H

#include <stddef.h>
#include <stdint.h>

void proxy_connect(const char *host, const char *port);
uint64_t proxy_call(uint64_t opcode, uint64_t arg0, uint64_t arg1);
void proxy_read(uint64_t phys, void *to, size_t size);
void proxy_write(uint64_t phys, const void *from, size_t size);

enum {
	P_WRITE64 = 0x100, P_WRITE32 = 0x101,
	P_READ64 = 0x104, P_READ32 = 0x105,
	P_MEMALIGN = 0x602, P_FREE = 0x603,
};

#endif
