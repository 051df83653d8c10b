package io.lockstep.starter;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.springframework.dao.DataAccessResourceFailureException;

/** Takes a ledger away and gives it back: every port behind it fails while it is off. */
public final class LedgerSwitch {

  private boolean off;

  /** The same port, until the ledger is away. */
  public <T> T behind(Class<T> port, T twin) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) -> {
              if (off) {
                throw new DataAccessResourceFailureException("the ledger is away");
              }
              try {
                return method.invoke(twin, arguments);
              } catch (InvocationTargetException thrown) {
                throw thrown.getTargetException();
              }
            }));
  }

  /** The ledger is away from now on. */
  public void off() {
    off = true;
  }

  /** The ledger is back. */
  public void on() {
    off = false;
  }
}
