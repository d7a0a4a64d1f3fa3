/* What direct.h declares: the mailbox's hardware, the log, shared memory. Knows neither the firmware nor the work. */
#include "direct.h"

struct window window;
bool log_wanted;
char log_line[1024];

/* Shared memory: what is given back is kept for the next of its size; zeroed whenever it is given. */
enum { BLOCKS = 16, ARENA_BYTES = 1 << 20 };
static const u64 ARENA_IOVA = 0x10000000;
static u8 arena[ARENA_BYTES] __attribute__((aligned(0x4000)));
static struct block {
	size_t offset, size;
	bool used;
} blocks[BLOCKS];

static struct block *free_block(size_t size)
{
	size_t end = 0;

	for (struct block *block = blocks; block < blocks + BLOCKS; block++) {
		if (!block->size && end + size <= ARENA_BYTES)
			*block = (struct block){ .offset = end, .size = size };
		if (block->size == size && !block->used)
			return block;
		end = block->offset + block->size;
	}
	shim_panic("no shared memory is left");
}

void *direct_dma_alloc(struct device *device, size_t size, dma_addr_t *iova, gfp_t flags)
{
	struct block *block = free_block((size + 0x3fff) & ~0x3fffUL);

	(void)device, (void)flags;
	block->used = true;
	*iova = ARENA_IOVA + block->offset;
	return memset(arena + block->offset, 0, block->size);
}

void direct_dma_free(struct device *device, size_t size, void *cpu, dma_addr_t iova)
{
	(void)device, (void)size, (void)cpu;
	for (int i = 0; i < BLOCKS; i++)
		if (blocks[i].used && blocks[i].offset == iova - ARENA_IOVA)
			blocks[i].used = false;
}

u8 *direct_memory(u64 iova)
{
	return arena + (iova - ARENA_IOVA);
}
