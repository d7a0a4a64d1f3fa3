/* A host of m1n1's proxy protocol in two pages: cc -o proxy proxy.c && ./proxy HOST PORT
 *
 * Prints what the target agrees on, where its boot arguments are, their first word by a load, and the same by a block.
 * docs/proxy.md has the frames and numbers; a test runs this against `rtkit emulate --proxy`. */
#define _POSIX_C_SOURCE 200809L
#include <inttypes.h>
#include <netdb.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define MARKER 0x00AA55FFu
#define NOP (MARKER | 0u << 24)
#define PROXY (MARKER | 1u << 24)
#define MEMREAD (MARKER | 2u << 24)
#define GET_BOOTARGS 0x003
#define READ32 0x105

static int target;

static void fail(const char *why) {
    fprintf(stderr, "%s\n", why);
    exit(1);
}

static uint32_t checksum(const uint8_t *bytes, size_t length) {
    uint32_t sum = 0xDEADBEEF;
    for (size_t i = 0; i < length; i++)
        sum = sum * 31337 + (bytes[i] ^ 0x5A);
    return sum ^ 0xADDEDBAD;
}

/* Little-endian, whatever the machine is. */
static void put(uint8_t *at, int size, uint64_t value) {
    for (int i = 0; i < size; i++)
        at[i] = (uint8_t)(value >> (8 * i));
}

static uint64_t get(const uint8_t *at, int size) {
    uint64_t value = 0;
    for (int i = 0; i < size; i++)
        value |= (uint64_t)at[i] << (8 * i);
    return value;
}

static void take(uint8_t *bytes, size_t length) {
    while (length > 0) {
        ssize_t count = read(target, bytes, length);
        if (count <= 0)
            fail("the target has gone");
        bytes += count;
        length -= (size_t)count;
    }
}

/* Sends a request whose words follow its type, and takes the reply. */
static void request(uint32_t type, const uint64_t *words, int count, uint8_t reply[36]) {
    uint8_t frame[64] = {0};
    put(frame, 4, type);
    for (int i = 0; i < count; i++)
        put(frame + 4 + 8 * i, 8, words[i]);
    put(frame + 60, 4, checksum(frame, 60));
    if (write(target, frame, sizeof frame) != sizeof frame)
        fail("the target takes nothing");

    /* What a target prints comes between the frames: lines of text. */
    take(reply, 4);
    while ((get(reply, 4) & 0xFFFFFF) != MARKER) {
        memmove(reply, reply + 1, 3);
        take(reply + 3, 1);
    }
    take(reply + 4, 32);
    if (checksum(reply, 32) != get(reply + 32, 4))
        fail("a reply arrived damaged");
    if (get(reply, 4) != type || get(reply + 4, 4) != 0)
        fail("the target refuses");
}

static uint64_t call(uint64_t opcode, uint64_t argument) {
    uint8_t reply[36];
    request(PROXY, (uint64_t[]){opcode, argument}, 2, reply);
    if (get(reply + 8, 8) != opcode || get(reply + 16, 8) != 0)
        fail("the target does not know the call");
    return get(reply + 24, 8);
}

static void load(uint64_t address, uint8_t *bytes, size_t length) {
    uint8_t reply[36];
    request(MEMREAD, (uint64_t[]){address, length}, 2, reply);
    take(bytes, length);
    if (checksum(bytes, length) != get(reply + 8, 4))
        fail("a block arrived damaged");
}

static void open_target(const char *host, const char *port) {
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM}, *found;
    if (getaddrinfo(host, port, &hints, &found) != 0)
        fail("no such host");
    target = socket(found->ai_family, SOCK_STREAM, 0);
    if (target < 0 || connect(target, found->ai_addr, found->ai_addrlen) != 0)
        fail("the target does not answer");
    freeaddrinfo(found);
}

int main(int argc, char **argv) {
    if (argc != 3)
        fail("usage: proxy HOST PORT");
    open_target(argv[1], argv[2]);

    uint8_t reply[36];
    request(NOP, (uint64_t[]){0}, 1, reply);
    printf("features: %" PRIu64 "\n", get(reply + 8, 8));

    uint64_t bootargs = call(GET_BOOTARGS, 0);
    uint8_t word[4];
    load(bootargs, word, sizeof word);
    printf("boot arguments: 0x%" PRIx64 "\n", bootargs);
    printf("by a load: 0x%08" PRIx64 "\n", call(READ32, bootargs));
    printf("by a block: 0x%08" PRIx64 "\n", get(word, 4));
    return 0;
}
