package io.lockstep.activities.highlevel;

import java.util.List;
import java.util.Map;

/**
 * One page of a contact search.
 *
 * @param contacts in the search's own projection; may lag a few seconds behind
 * @param searchAfter the cursor of the next page; empty when this page is the last
 */
public record SearchPage(List<Map<String, Object>> contacts, List<Object> searchAfter) {

  @Override
  public String toString() { // contacts are persons
    return "SearchPage[" + contacts.size() + "]";
  }
}
