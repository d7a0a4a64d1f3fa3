/*
 * What m1n1's asc.c, rtkit.c, afk.c, dcp_iboot.c and dcp/parser.c need around them, in user space: registers are those
 * of a machine at the other end of a socket, and so is the memory, of which a copy lies here at the same addresses.
 */
#ifndef WORLD_H
#define WORLD_H

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef uint64_t u64;
typedef int32_t s32;
typedef int64_t s64;

#define BIT(x) (1UL << (x))
#define GENMASK(high, low) (~0UL >> (63 - (high)) & ~0UL << (low))
#define FIELD_PREP(mask, value) ((u64)(value) << __builtin_ctzl(mask) & (mask))
#define FIELD_GET(mask, word) (((word) & (mask)) >> __builtin_ctzl(mask))
#define ALIGN_UP(x, a) (((x) + (a) - 1) & ~((u64)(a) - 1))
#define PACKED __attribute__((packed))
#define UNUSED(x) (void)(x)
#define min(a, b) ((a) < (b) ? (a) : (b))
#define SZ_16K 0x4000
#define USEC_PER_SEC 1000000

#define dprintf(...) ((void)0)
#define debug_printf printf
#define hexdump(data, size) ((void)(data), (void)(size))

/* What the AP has written goes out before a bell is rung, what the firmware has written comes in behind one. */
void world_push(void);
void world_pull(void);
#define dma_wmb world_push
#define dma_rmb world_pull
#define dma_mb() ((void)0)

u32 read32(u64 addr);
u64 read64(u64 addr);
void write32(u64 addr, u32 value);
void write64(u64 addr, u64 value);
void set32(u64 addr, u32 bits);
void clear32(u64 addr, u32 bits);
int poll32(u64 addr, u32 mask, u32 target, u32 usec);

u64 timeout_calculate(u32 usec);
bool timeout_expired(u64 end);

void *world_memalign(size_t align, size_t size);
void world_free(void *data);
bool is_heap(void *data);
#define memalign world_memalign
#define free world_free

/* One co-processor, whose node says nothing but where its registers are. */
extern void *adt;
int adt_path_offset_trace(void *tree, const char *path, int *offsets);
int adt_get_reg(void *tree, const int *path, const char *name, int index, u64 *addr, u64 *size);
int adt_first_child_offset(void *tree, int node);
#define ADT_GETPROP(tree, node, name, value) ((void)(tree), (void)(node), (void)(value), -1)

/* It reaches all memory: what stands before it lets everything through, at its own address. */
typedef struct dart_dev dart_dev_t;
typedef struct iova_domain iova_domain_t;
typedef struct sart_dev sart_dev_t;
#define sart_add_allowed_region(sart, phys, size) ((void)(sart), true)
#define sart_remove_allowed_region(sart, phys, size) ((void)(sart), true)
#define iova_alloc(domain, size) 0UL
#define iova_free(domain, iova, size) ((void)0)
#define dart_map(dart, iova, phys, size) (-1)
#define dart_unmap(dart, iova, size) ((void)0)
#define dart_translate(dart, iova) NULL

enum { V13_3 = 1333 };
struct world_firmware {
	int version;
};
extern struct world_firmware os_firmware;

#endif
