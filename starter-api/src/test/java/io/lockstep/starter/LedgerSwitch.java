package io.lockstep.starter;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.springframework.dao.DataAccessResourceFailureException;

/**
 * Takes a ledger away and gives it back: every port behind it fails while it is off, and what is
 * asked is counted.
 */
public final class LedgerSwitch {

  private boolean off;
  private int asked;

  /** The same port, until the ledger is away. */
  public <T> T behind(Class<T> port, T twin) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) -> {
              asked++;
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

  /** How often it was asked until now, also in vain. */
  public int asked() {
    return asked;
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
