/*
 * m1n1's own C, as its sources are: asc.c and rtkit.c boot a display co-processor, afk.c opens its rings, dcp_iboot.c
 * sets a mode and shows a picture, in the order of its display.c.
 *
 * usage: m1n1-host HOST PORT BASE     the base in hexadecimal
 *
 * Prints what it was told; ends with 0 when the picture was taken and everything was shut down.
 */
#include "proxy.h"
#include "world.h"

#include "dcp_iboot.h"

enum { WIDTH = 640, HEIGHT = 480, STRIDE = WIDTH * 4, COLOR_NATIVE = 2 };

extern u64 world_base;

static void require(bool is_done, const char *what)
{
	if (is_done)
		return;
	printf("failed: %s\n", what);
	exit(1);
}

/* Red grows to the right, green downwards, blue with both. */
static u64 draw(void)
{
	u64 picture = proxy_call(P_MEMALIGN, SZ_16K, ALIGN_UP(STRIDE * HEIGHT, SZ_16K));
	u32 line[WIDTH];

	for (u32 y = 0; y < HEIGHT; y++) {
		for (u32 x = 0; x < WIDTH; x++)
			line[x] = (x & 0xff) << 16 | (y & 0xff) << 8 | ((x + y) & 0xff);
		proxy_write(picture + y * STRIDE, line, sizeof(line));
	}
	return picture;
}

static void show(dcp_iboot_if_t *iboot)
{
	dcp_layer_t layer = {
		.planes[0] = { .addr = draw(), .stride = STRIDE, .addr_format = ADDR_PLANAR },
		.plane_cnt = 1, .width = WIDTH, .height = HEIGHT, .surface_fmt = FMT_BGRA,
		.colorspace = COLOR_NATIVE, .eotf = EOTF_GAMMA_SDR, .transform = XFRM_NONE,
	};
	dcp_rect_t all = { WIDTH, HEIGHT, 0, 0 };

	printf("swap: %d\n", dcp_ib_swap_begin(iboot));
	require(!dcp_ib_swap_set_layer(iboot, 0, &layer, &all, &all), "layer");
	require(!dcp_ib_swap_end(iboot), "end of the swap");
	printf("shown\n");
}

static void set_mode(dcp_iboot_if_t *iboot)
{
	int timing_count, color_count;
	dcp_timing_mode_t *timings;
	dcp_color_mode_t *colors;

	require(!dcp_ib_set_power(iboot, true), "power");
	int connected = dcp_ib_get_hpd(iboot, &timing_count, &color_count);
	printf("monitor: %d timings=%d colors=%d\n", connected, timing_count, color_count);
	require(dcp_ib_get_timing_modes(iboot, &timings) == timing_count, "timings");
	dcp_timing_mode_t timing = timings[0];
	printf("timing: %ux%u at %u\n", timing.width, timing.height, timing.fps >> 16);
	require(dcp_ib_get_color_modes(iboot, &colors) == color_count, "colors");
	dcp_color_mode_t color = colors[0];
	printf("color: %u bits\n", color.bpp);
	require(!dcp_ib_set_mode(iboot, &timing, &color), "mode");
}

int main(int count, char **arguments)
{
	if (count < 4)
		return 2;
	world_base = strtoull(arguments[3], NULL, 16);
	proxy_connect(arguments[1], arguments[2]);

	int nothing_before_it;
	asc_dev_t *asc = asc_init("/arm-io/dcp");
	rtkit_dev_t *rtkit = rtkit_init("dcp", asc, NULL, NULL, (sart_dev_t *)&nothing_before_it, false);
	require(rtkit_boot(rtkit), "boot");
	dcp_dev_t dcp = { .asc = asc, .rtkit = rtkit, .afk = afk_epic_init(rtkit) };
	dcp_iboot_if_t *iboot = dcp_ib_init(&dcp);
	require(iboot, "service");
	set_mode(iboot);
	show(iboot);
	dcp_ib_shutdown(iboot);
	afk_epic_shutdown(dcp.afk);
	require(rtkit_quiesce(rtkit), "quiesce");
	rtkit_free(rtkit);
	asc_free(asc);
	printf("done\n");
	return 0;
}
