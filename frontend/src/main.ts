import "./mark.svg?url";
import "./htmx";
