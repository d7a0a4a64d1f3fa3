/* See world.h. */
#include <sys/mman.h>
#include <time.h>

#include "proxy.h"
#include "world.h"

#undef free

enum { MOST_BUFFERS = 64, PIECE = 0x40, PATIENCE = 60 };

/* A buffer of the machine's: what is here, and what is there as far as it is known. */
struct buffer {
	u8 *here;
	u8 *there;
	size_t size;
};

void *adt;
struct world_firmware os_firmware;
u64 world_base;

static struct buffer buffers[MOST_BUFFERS];

void world_push(void)
{
	for (int i = 0; i < MOST_BUFFERS; i++) {
		struct buffer *buffer = &buffers[i];

		for (size_t at = 0; at < buffer->size; at += PIECE) {
			if (!memcmp(buffer->here + at, buffer->there + at, PIECE))
				continue;
			/* Byte by byte: its neighbours may be the firmware's. */
			for (size_t byte = at; byte < at + PIECE; byte++) {
				size_t end = byte;

				while (end < at + PIECE && buffer->here[end] != buffer->there[end])
					end++;
				if (end > byte)
					proxy_write((u64)buffer->here + byte, buffer->here + byte, end - byte);
				byte = end;
			}
			memcpy(buffer->there + at, buffer->here + at, PIECE);
		}
	}
}

void world_pull(void)
{
	world_push();
	for (int i = 0; i < MOST_BUFFERS; i++) {
		if (!buffers[i].size)
			continue;
		proxy_read((u64)buffers[i].here, buffers[i].there, buffers[i].size);
		memcpy(buffers[i].here, buffers[i].there, buffers[i].size);
	}
}

u32 read32(u64 addr)
{
	return proxy_call(P_READ32, addr, 0);
}

u64 read64(u64 addr)
{
	return proxy_call(P_READ64, addr, 0);
}

void write32(u64 addr, u32 value)
{
	proxy_call(P_WRITE32, addr, value);
}

void write64(u64 addr, u64 value)
{
	proxy_call(P_WRITE64, addr, value);
}

void set32(u64 addr, u32 bits)
{
	write32(addr, read32(addr) | bits);
}

void clear32(u64 addr, u32 bits)
{
	write32(addr, read32(addr) & ~bits);
}

/* However short a wait is meant to be: over a socket to a busy machine it is a matter of minutes. */
u64 timeout_calculate(u32 usec)
{
	UNUSED(usec);
	return time(NULL) + PATIENCE;
}

bool timeout_expired(u64 end)
{
	return (u64)time(NULL) > end;
}

int poll32(u64 addr, u32 mask, u32 target, u32 usec)
{
	u64 end = timeout_calculate(usec);

	while ((read32(addr) & mask) != target)
		if (timeout_expired(end))
			return -1;
	return 0;
}

void *world_memalign(size_t align, size_t size)
{
	struct buffer *buffer = buffers;
	u64 addr;

	size = ALIGN_UP(size, SZ_16K);
	while (buffer->size)
		if (++buffer == buffers + MOST_BUFFERS)
			return NULL;
	addr = proxy_call(P_MEMALIGN, align, size);
	if (!addr)
		return NULL;
	buffer->here = mmap((void *)addr, size, PROT_READ | PROT_WRITE,
			    MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
	if (buffer->here != (void *)addr)
		return NULL;
	buffer->there = malloc(size);
	proxy_read(addr, buffer->there, size);
	memcpy(buffer->here, buffer->there, size);
	buffer->size = size;
	return buffer->here;
}

static struct buffer *find(void *data)
{
	for (int i = 0; i < MOST_BUFFERS; i++)
		if (buffers[i].size && buffers[i].here == data)
			return &buffers[i];
	return NULL;
}

bool is_heap(void *data)
{
	return find(data);
}

void world_free(void *data)
{
	struct buffer *buffer = find(data);

	if (!buffer) {
		free(data);
		return;
	}
	world_push();
	proxy_call(P_FREE, (u64)data, 0);
	munmap(buffer->here, buffer->size);
	free(buffer->there);
	memset(buffer, 0, sizeof(*buffer));
}

int adt_path_offset_trace(void *tree, const char *path, int *offsets)
{
	UNUSED(tree);
	UNUSED(path);
	UNUSED(offsets);
	return 0;
}

int adt_get_reg(void *tree, const int *path, const char *name, int index, u64 *addr, u64 *size)
{
	UNUSED(tree);
	UNUSED(path);
	UNUSED(name);
	UNUSED(index);
	UNUSED(size);
	*addr = world_base;
	return 0;
}

int adt_first_child_offset(void *tree, int node)
{
	UNUSED(tree);
	return node;
}
