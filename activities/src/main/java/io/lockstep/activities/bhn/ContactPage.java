package io.lockstep.activities.bhn;

import java.util.List;
import java.util.Map;

/**
 * One page of an account's contacts, in an order that does not change while nobody writes.
 *
 * @param last whether no page follows
 */
public record ContactPage(List<Map<String, Object>> contacts, boolean last) {

  @Override
  public String toString() { // contacts are persons
    return "ContactPage[" + contacts.size() + "]";
  }
}
