package org.rtkit4j.app.observe;

import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import org.rtkit4j.core.manage.SupervisorBean;
import org.rtkit4j.core.supervise.Supervisor;

/// What `jconsole` and its like see, and may ask for, while a command supervises.
public final class ManagedSupervisor implements AutoCloseable {
    private static final int MOST_NAMES = 1000;

    private final SupervisorBean bean;

    private ManagedSupervisor(SupervisorBean bean) {
        this.bean = bean;
    }

    /// Shows a supervisor under the command's name; where one of this process has that, with a number behind it.
    public static ManagedSupervisor show(Supervisor supervisor, String command) {
        for (int number = 1; ; number++) {
            try {
                return new ManagedSupervisor(
                        SupervisorBean.register(supervisor, number == 1 ? command : command + " " + number));
            } catch (InstanceAlreadyExistsException e) {
                if (number == MOST_NAMES) {
                    throw new IllegalStateException("too many supervisors in one process", e);
                }
            } catch (JMException e) {
                throw new IllegalStateException("the supervisor cannot be shown: " + command, e);
            }
        }
    }

    /// Hides it; the supervisor goes on.
    @Override
    public void close() {
        bean.close();
    }
}
