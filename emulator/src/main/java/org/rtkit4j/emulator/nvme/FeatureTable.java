package org.rtkit4j.emulator.nvme;

import java.util.HashMap;
import java.util.Map;
import org.rtkit4j.wire.nvme.FeatureId;
import org.rtkit4j.wire.nvme.NvmeStatus;
import org.rtkit4j.wire.nvme.NvmeVariant;
import org.rtkit4j.wire.nvme.Sqe;

/// The controller's features. None can be saved.
final class FeatureTable {
    private static final int DEFAULT = 1;
    private static final int CAPABILITIES = 3;
    private static final int CHANGEABLE = 1 << 2;
    private static final long NO_THRESHOLD = 0xffff;

    private static final Map<Integer, Long> DEFAULTS = Map.of(
            FeatureId.ARBITRATION, 0L,
            FeatureId.POWER_MANAGEMENT, 0L,
            FeatureId.TEMPERATURE_THRESHOLD, NO_THRESHOLD,
            FeatureId.ERROR_RECOVERY, 0L,
            FeatureId.VOLATILE_WRITE_CACHE, 1L,
            FeatureId.NUMBER_OF_QUEUES, 0L,
            FeatureId.INTERRUPT_COALESCING, 0L,
            FeatureId.WRITE_ATOMICITY, 0L,
            FeatureId.ASYNC_EVENTS, 0L);

    private final NvmeVariant variant;
    private final Drive drive;
    private final Map<Integer, Long> values = new HashMap<>(DEFAULTS);
    private long result;

    FeatureTable(NvmeVariant variant, Drive drive) {
        this.variant = variant;
        this.drive = drive;
    }

    void reset() {
        values.putAll(DEFAULTS);
    }

    /// Returns what the last of [#get] and [#set] answers.
    long result() {
        return result;
    }

    NvmeStatus get(int feature, int which) {
        result = 0;
        Long value = which == DEFAULT ? DEFAULTS.get(feature) : values.get(feature);
        if (value == null || isRefused(feature) || which > CAPABILITIES) {
            return NvmeStatus.INVALID_FIELD;
        }
        result = which == CAPABILITIES ? CHANGEABLE : value;
        return NvmeStatus.SUCCESS;
    }

    NvmeStatus set(int feature, Command command) {
        result = 0;
        if (!values.containsKey(feature) || isRefused(feature)) {
            return NvmeStatus.INVALID_FIELD;
        }
        if (Sqe.FEATURE_SV.get(command.cdw10()) != 0) {
            return NvmeStatus.FEATURE_NOT_SAVEABLE;
        }
        long value = command.cdw11();
        return switch (feature) {
            case FeatureId.NUMBER_OF_QUEUES -> NvmeStatus.SUCCESS;
            case FeatureId.VOLATILE_WRITE_CACHE -> switchCache(value);
            default -> {
                values.put(feature, value);
                yield NvmeStatus.SUCCESS;
            }
        };
    }

    private NvmeStatus switchCache(long value) {
        long enable = FeatureId.CACHE_ENABLE.get(value);
        NvmeStatus status = drive.enableCache(enable != 0);
        values.put(FeatureId.VOLATILE_WRITE_CACHE, enable);
        return status;
    }

    private boolean isRefused(int feature) {
        return feature == FeatureId.NUMBER_OF_QUEUES && !variant.countsQueues();
    }
}
