"""What officers edit, and the Django project itself."""
