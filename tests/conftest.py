"""What tests share is in tests/fixtures/, one plugin for each job."""

pytest_plugins = ["built_site", "browsers", "pyodide_browsers", "report_by_browser"]
