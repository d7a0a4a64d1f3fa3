/* The shim reaches a machine over a wire; here there is none, and nothing that is measured comes this way. */
#include "shim.h"
#include "proxy.h"

u64 proxy_call(u64 opcode, u64 first, u64 second)
{
	(void)opcode, (void)first, (void)second;
	shim_panic("a call of the proxy");
}

void proxy_read(u64 phys, void *to, size_t size)
{
	(void)phys, (void)to, (void)size;
	shim_panic("a read over the proxy");
}

void proxy_write(u64 phys, const void *from, size_t size)
{
	(void)phys, (void)from, (void)size;
	shim_panic("a write over the proxy");
}
