package org.rtkit4j.app.serve.live;

import java.util.BitSet;
import org.rtkit4j.core.supervise.Supervised;

/// How a co-processor is that this program's supervisor drives.
record SupervisedVitals(Supervised supervised) implements Vitals {
    @Override
    public String name() {
        return supervised.name();
    }

    @Override
    public String state() {
        return supervised.state().label();
    }

    @Override
    public String phase() {
        return supervised.iop().phase().step();
    }

    @Override
    public int version() {
        return supervised.iop().version();
    }

    @Override
    public int apPower() {
        return supervised.iop().apPower();
    }

    @Override
    public int iopPower() {
        return supervised.iop().iopPower();
    }

    @Override
    public BitSet announced() {
        return supervised.iop().announced();
    }

    @Override
    public long crashes() {
        return supervised.crashes();
    }
}
