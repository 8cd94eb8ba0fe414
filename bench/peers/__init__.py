"""Other servers, fetched and unpacked only to be measured beside ours."""
